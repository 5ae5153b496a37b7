using System.Text;
using System.Xml;

namespace JumpingVpn.Reports.JUnit;

/// <summary>Text that XML 1.0 can hold: it has no way to write most control characters, nor half of a surrogate pair.</summary>
internal static class XmlText
{
    /// <summary>The text with U+FFFD in the place of what cannot be written.</summary>
    public static string Of(string text)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool allowed = rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value);
            clean.Append((allowed ? rune : Rune.ReplacementChar).ToString());
        }

        return clean.ToString();
    }

    private static bool IsPlain(string text) => text.All(static letter => XmlConvert.IsXmlChar(letter));
}
