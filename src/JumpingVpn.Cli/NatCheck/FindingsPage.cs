using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Findings for a reader.</summary>
/// <param name="output">Where they go.</param>
/// <param name="ink">Its colours.</param>
internal sealed class FindingsPage(TextWriter output, Ink ink)
{
    private const int NameWidth = 20;

    /// <summary>Writes them, one a line, with why where something is open.</summary>
    public void Write(NatFindings found)
    {
        Line("server", found.Server.ToString(), found.IsRelayed ? $"it calls itself {found.Origin}: there is a relay in between" : null);
        Line("inside", found.Local.ToString(), null);
        Line("outside", found.External.ToString(), found.IsTranslated ? null : "nothing is translated");
        Line("mapping", found.Mapping, NatWords.Of);
        Line("filtering", found.Filtering, NatWords.Of);
        Line("ports", found.Ports, NatWords.Of);
        Line("pooling", found.Pooling, NatWords.Of);
        Line("hairpin", found.Hairpin, NatWords.Of);
        Line("lifetime unanswered", found.UnansweredLifetime, NatWords.Of);
        Line("lifetime answered", found.AnsweredLifetime, NatWords.Of);
        Line("outbound refresh", found.OutboundRefresh, NatWords.Of);
        Line("inbound refresh", found.InboundRefresh, NatWords.Of);
        if (NatWords.ClassicName(found) is { } name)
        {
            Line("known as", name, "in the words of RFC 3489");
        }
    }

    private void Line<T>(string name, NatFinding<T> finding, Func<T, string> word)
    {
        string value = finding.Possible.Count == 0 ? ink.Yellow("unknown") : string.Join(" or ", finding.Possible.Select(word));
        Line(name, finding.IsTold ? ink.Bold(value) : value, finding.Why);
    }

    private void Line(string name, string value, string? why) =>
        output.WriteLine($"{name.PadRight(NameWidth)} {value}{(why is null ? "" : ink.Dim($"  ({why})"))}");
}
