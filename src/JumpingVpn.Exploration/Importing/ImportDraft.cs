using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Importing;

/// <summary>A scenario as it is being made of captures: what is known of the NATs, links and datagrams, before it is written.</summary>
internal sealed class ImportDraft
{
    private readonly JourneyBuilder _builder;

    public ImportDraft(CaptureSides sides, TimeSpan tolerance)
    {
        _builder = new JourneyBuilder(sides);
        var lines = new DatagramLines(_builder.Journeys, _builder.Sockets);
        Lines = lines.All;
        if (Lines.Count == 0)
        {
            throw new ImportRefusedException(
                $"no datagram of it can be sent by a plain host. {string.Join(' ', LeftOut(lines))}".TrimEnd()
            );
        }

        Journey[] unseen = [.. lines.Unseen];
        var kept = _builder.Journeys.Except(unseen).Where(it => it.CopyOf is null || !unseen.Contains(it.CopyOf)).ToList();
        Journeys = kept;
        Tolerance = tolerance;
        Links = new LinkPlan(kept, tolerance);
        Nats =
        [
            .. Hosts
                .Select(static host => host.Behind)
                .OfType<string>()
                .Distinct()
                .Select(nat => (nat, NatEvidence.Of(nat, kept.Where(static it => it.CopyOf is null)))),
        ];
        Notes = [.. sides.Notes];
        NotUnderstood =
        [
            .. LeftOut(lines),
            .. Nats.SelectMany(static it => it.Findings.Untold.Select(static text => $"The capture does not show: {text}")),
        ];
    }

    /// <summary>What is sent.</summary>
    public IReadOnlyList<DatagramLine> Lines { get; }

    /// <summary>The same, with the copies that links made.</summary>
    public IReadOnlyList<Journey> Journeys { get; }

    /// <summary>What links do.</summary>
    public LinkPlan Links { get; private set; }

    /// <summary>The NATs and what is known of them.</summary>
    public IReadOnlyList<(string Name, CapturedNat Findings)> Nats { get; }

    /// <summary>The hosts that send or are meant.</summary>
    public IEnumerable<ImportedHost> Hosts =>
        _builder.Sockets.Hosts.Where(host => Lines.Any(line => line.Journey.From == host || line.Journey.To == host));

    /// <summary>What was found out about the captures.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>What was left out, and what the capture does not tell.</summary>
    public IReadOnlyList<string> NotUnderstood { get; }

    private TimeSpan Tolerance { get; }

    /// <summary>The sentences of what befalls datagrams and NATs in the midst of it.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (string fault in Links.Faults)
        {
            yield return fault;
        }

        foreach ((string nat, CapturedNat findings) in Nats)
        {
            foreach ((Journey with, NatRebindingKind kind) in findings.Rebindings)
            {
                string what = kind switch
                {
                    NatRebindingKind.Port => "port",
                    NatRebindingKind.Address => "address",
                    _ => "address and port",
                };
                var key = new LinkKey(with.From.Name, LinkWays.Up);
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{nat}\" rebinds every mapping to a new {what}, with datagram number {Links.NumberOf(with, key)} on {key}"
                );
            }
        }
    }

    /// <summary>Reckons again what links do, after the fate of a datagram was changed.</summary>
    public void Reckon() => Links = new LinkPlan(Journeys, Tolerance);

    private IEnumerable<string> LeftOut(DatagramLines lines)
    {
        foreach (string text in _builder.LeftOut)
        {
            yield return $"Left out: {text}";
        }

        if (lines.Unseen.Count > 0)
        {
            string what = lines.Unseen.Count == 1 ? "datagram" : "datagrams";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"Left out: {lines.Unseen.Count} {what} to ports of a NAT that no earlier datagram had shown, as with forwarded ports."
            );
        }
    }
}
