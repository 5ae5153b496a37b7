using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>A hash over the lines of a trace that show somebody. Sessions are numbered in the order in which they appear: their ids depend
/// on how many others there were before, and so do the digests of datagrams, which are left out.</summary>
/// <param name="names">Who is shown, in quotation marks; nobody for the whole trace, as it is.</param>
internal sealed partial class TraceOf(IReadOnlyList<string> names)
{
    private readonly List<string> _sessions = [];

    public ulong Hash { get; private set; } = Fnv1a.Empty;

    public void Add(string line)
    {
        if (names.Count == 0)
        {
            Hash = Fnv1a.Append(Hash, line);
        }
        else if (
            names.Any(name => line.Contains(name, StringComparison.Ordinal) || line.Contains($"{name[..^1]}/", StringComparison.Ordinal))
        )
        {
            Hash = Fnv1a.Append(Hash, Session().Replace(Digest().Replace(line, ""), match => NumberOf(match.Value)));
        }
    }

    private string NumberOf(string session)
    {
        int at = _sessions.IndexOf(session);
        if (at < 0)
        {
            at = _sessions.Count;
            _sessions.Add(session);
        }

        return at.ToString(CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@",""digest"":""[0-9a-f]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Digest();

    [GeneratedRegex("S-[0-9a-f]{16}", RegexOptions.CultureInvariant)]
    private static partial Regex Session();
}
