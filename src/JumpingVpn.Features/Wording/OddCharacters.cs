using System.Globalization;
using System.Text;

namespace JumpingVpn.Features.Wording;

/// <summary>Characters that look like others, or like nothing: quotes and blanks from word processors and web pages.</summary>
internal static class OddCharacters
{
    private const int MaxNamed = 3;

    /// <summary>The text with straight quotes, plain blanks and nothing invisible.</summary>
    public static string Straighten(string text)
    {
        if (!text.Any(letter => Plain(letter) != letter))
        {
            return text;
        }

        var plain = new StringBuilder();
        foreach (char letter in text)
        {
            if (Plain(letter) is { } kept)
            {
                plain.Append(kept);
            }
        }

        return plain.ToString();
    }

    /// <summary>Names the odd characters and their columns, e.g. <c>“ at column 12</c>; empty if there are none.</summary>
    /// <param name="text">A text of one line.</param>
    /// <param name="column">The column of its first character.</param>
    /// <param name="quotes">False to pass over quotes, which are no matter outside of steps.</param>
    public static string Describe(string text, int column, bool quotes = true)
    {
        List<string> found = [];
        for (int i = 0; i < text.Length && found.Count <= MaxNamed; i++)
        {
            if (Plain(text[i]) is var plain && plain != text[i] && (quotes || plain is null or ' '))
            {
                found.Add(
                    found.Count == MaxNamed
                        ? "more"
                        : string.Create(CultureInfo.InvariantCulture, $"{NameOf(text[i])} at column {column + i}")
                );
            }
        }

        return found.Count < 2 ? string.Concat(found) : $"{string.Join(", ", found.SkipLast(1))} and {found[^1]}";
    }

    // Null for what is left out.
    private static char? Plain(char letter) =>
        letter switch
        {
            '“' or '”' or '„' or '‟' or '″' or '«' or '»' or '＂' => '"',
            '‘' or '’' or '‚' or '‛' or '′' or '＇' => '\'',
            ' ' or '\t' => letter,
            _ when char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator => ' ',
            _ when char.GetUnicodeCategory(letter) == UnicodeCategory.Format => null,
            _ => letter,
        };

    private static string NameOf(char letter) =>
        letter switch
        {
            '\u00A0' or '\u202F' or '\u2007' => "a non-breaking space",
            '\uFEFF' => "a byte order mark",
            _ when char.GetUnicodeCategory(letter) == UnicodeCategory.SpaceSeparator => $"a special space (U+{(int)letter:X4})",
            _ when char.GetUnicodeCategory(letter) == UnicodeCategory.Format => $"an invisible character (U+{(int)letter:X4})",
            _ => $"the quote {letter}",
        };
}
