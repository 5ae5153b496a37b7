using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.Arguments;

/// <summary>The end of a sentence about a word that nobody knows.</summary>
internal static class DidYouMean
{
    /// <summary><c>; did you mean 'x'?</c> with the nearest known word, or a full stop where none is near.</summary>
    public static string Hint(string word, IEnumerable<string> known) =>
        Suggestion.Nearest(word, known, count: 1) is [string meant] ? $"; did you mean '{meant}'?" : ".";
}
