using JumpingVpn.Network.Naming;
using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Holds a word of a feature to those that there are: a claim about another would always hold, or never.</summary>
internal static class KnownWord
{
    /// <summary>The codes of refusals, as the wire spells them.</summary>
    public static IEnumerable<string> RefusalCodes => Enum.GetValues<RefusalCode>().Where(code => code != RefusalCode.None).Select(CodeNames.Name);

    /// <summary>The word, if it is one of them.</summary>
    /// <exception cref="FormatException">It is none; the message names the nearest, and where they are listed.</exception>
    public static string Require(string word, string kind, IEnumerable<string> words) => words.Contains(word, StringComparer.Ordinal)
        ? word
        : throw new FormatException($"`{word}` is no {kind}; did you mean {NearestName.Of(word, words)}? docs/wire-format.md lists them.");
}
