using System.Text.RegularExpressions;

namespace JumpingVpn.Lab.Scenes;

/// <summary>How a guest breaks the contract, without what differs from run to run: so that two ways of breaking it are two findings, and
/// one way is one.</summary>
internal static partial class BreachWords
{
    private const string Claim = "an endpoint keeps the contract";

    /// <summary>The claim that a failure violates.</summary>
    /// <param name="failure">The whole sentence, as an EndpointDriver has it.</param>
    public static string ClaimOf(string failure)
    {
        Match match = Sentence().Match(failure);
        return match.Success ? $"{Claim}; it {Varying().Replace(match.Groups["what"].Value, "…")}{match.Groups["call"].Value})" : Claim;
    }

    [GeneratedRegex(
        """^The endpoint "[^"]*" (?<what>.*?)(?:; its standard error: .*)?(?<call> \(in the call [a-z]+), at [0-9.]+ s\)""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Sentence();

    // An exit code says what happened; other numbers, and what is quoted, say how it was this time.
    [GeneratedRegex("""\"[^"]*\"|(?<!exit code )(?<![\w.,])-?\d[\d.,]*""", RegexOptions.CultureInvariant)]
    private static partial Regex Varying();
}
