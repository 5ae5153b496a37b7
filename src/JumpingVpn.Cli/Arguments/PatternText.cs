using System.Text.RegularExpressions;

namespace JumpingVpn.Cli.Arguments;

/// <summary>Reads a regular expression that names are held to, without regard to case.</summary>
internal static class PatternText
{
    /// <summary>A pattern that cannot run away: it has no back references and no lookaround.</summary>
    public static Parsed<Regex> Parse(string text)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            return Parsed<Regex>.Invalid($"this regular expression cannot be used here: {exception.Message.TrimEnd('.')}");
        }
    }
}
