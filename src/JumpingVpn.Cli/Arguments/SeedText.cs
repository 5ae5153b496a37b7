using System.Globalization;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Seeds: 64 bits without a sign, in decimal or, after <c>0x</c>, in hexadecimal.</summary>
internal static class SeedText
{
    /// <summary>Reads a seed.</summary>
    public static Parsed<ulong> Parse(string text)
    {
        bool hexadecimal = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        string digits = hexadecimal ? text[2..] : text;
        NumberStyles style = hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out ulong seed)
            ? seed
            : Parsed<ulong>.Invalid(
                $"write a whole number from 0 to {ulong.MaxValue.ToString(CultureInfo.InvariantCulture)}, or up to 16 hex digits after 0x"
            );
    }
}
