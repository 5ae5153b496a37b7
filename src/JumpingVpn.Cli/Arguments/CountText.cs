using System.Globalization;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Reads how many of something.</summary>
internal static class CountText
{
    /// <summary>A whole number from 1 to a bound.</summary>
    public static Parsed<int> Parse(string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count >= 1 && count <= max
            ? count
            : Parsed<int>.Invalid(string.Create(CultureInfo.InvariantCulture, $"write a whole number from 1 to {max}"));
}
