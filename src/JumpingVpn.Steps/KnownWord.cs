using JumpingVpn.Features.Wording;
using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Holds a word of a feature to those that there are: a claim about another would always hold, or never.</summary>
internal static class KnownWord
{
    private const string Page = "docs/wire-format.md";

    /// <summary>The codes of refusals, as the wire spells them.</summary>
    public static IEnumerable<string> RefusalCodes =>
        Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).Select(CodeNames.Name);

    /// <summary>The reasons, as the wire spells them.</summary>
    public static IEnumerable<string> Reasons =>
        Enum.GetValues<ReasonCode>().Where(reason => reason != ReasonCode.None).Select(CodeNames.Name);

    /// <summary>The word, if it is one of those that the page on the wire format lists.</summary>
    /// <exception cref="FormatException">It is none; the message names the nearest, and where they are listed.</exception>
    public static string Require(string word, string kind, IEnumerable<string> words, string page = Page) =>
        words.Contains(word, StringComparer.Ordinal) ? word : throw Unknown(word, kind, words, page);

    /// <summary>What the word means.</summary>
    /// <exception cref="FormatException">It means nothing; the message names the nearest, and all there are.</exception>
    public static T Of<T>(string word, string kind, params ReadOnlySpan<(string Word, T Value)> words)
    {
        List<string> known = [];
        foreach ((string candidate, T value) in words)
        {
            if (candidate == word)
            {
                return value;
            }

            known.Add(candidate);
        }

        throw Unknown(word, kind, known);
    }

    /// <summary>The refusal of a word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="kind">What it should be.</param>
    /// <param name="words">What there is.</param>
    /// <param name="page">The page that lists it; null if the message has to.</param>
    public static FormatException Unknown(string word, string kind, IEnumerable<string> words, string? page = null) =>
        new($"`{word}` is not a known {kind}{Hint(word, words, page)}");

    /// <summary>The end of such a message: the nearest words, and where the others are.</summary>
    public static string Hint(string word, IEnumerable<string> words, string? page = null)
    {
        string near = Suggestion.Among(word, words);
        string others = page is null ? $"here are {string.Join(", ", words)}" : $"{page} lists them";
        return (near.Length, page) switch
        {
            (0, null) => $"; t{others}",
            (0, _) => $"; {others}",
            (_, null) => $"{near} T{others}",
            _ => $"{near} {others}",
        };
    }
}
