using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Importing;

/// <summary>
/// Infers what a NAT does from what passed it, by the questions that the prober asks (RFC 5780): does one inside endpoint look the same to
/// two remotes, may a stranger answer, is the port kept, how long does silence last. A capture answers only what happened to be tried.
/// </summary>
internal sealed class NatEvidence
{
    private static readonly TimeSpan ShortestLifetime = TimeSpan.FromSeconds(15);

    private readonly OrderedDictionary<(TransportAddress Inside, TransportAddress Remote), NatFlow> _flows = [];
    private readonly List<(Journey With, NatRebindingKind Kind)> _rebindings = [];
    private readonly SilenceBounds _unanswered = new();
    private readonly SilenceBounds _answered = new();
    private readonly List<int> _ports = [];
    private readonly SortedSet<TransportAddress> _external = [];
    private Journey? _turned;
    private bool _translates;
    private bool _preserves = true;
    private bool _needsInbound;
    private bool? _sharesPorts;
    private bool? _sharesHosts;
    private bool _admitsAll;
    private bool _admitsHost;
    private bool _stopsAll;
    private bool _stopsHost;

    /// <summary>Reads the evidence.</summary>
    /// <param name="nat">The NAT.</param>
    /// <param name="journeys">All, in order.</param>
    public static CapturedNat Of(string nat, IEnumerable<Journey> journeys)
    {
        var evidence = new NatEvidence();
        IEnumerable<(Journey It, TimeSpan? At, bool Out)> passes = journeys
            .SelectMany(it => new[] { (It: it, At: it.IsHairpin ? null : it.OutAt, Out: true), (It: it, At: InAt(it), Out: false) })
            .Where(pass => pass.At is not null && (pass.Out ? pass.It.From : pass.It.To).Behind == nat)
            .OrderBy(static pass => pass.At);
        evidence._turned = journeys.FirstOrDefault(it => it.IsHairpin && it.From.Behind == nat && it.Fate == JourneyFate.Arrived);
        foreach ((Journey it, TimeSpan? at, bool isOut) in passes)
        {
            if (isOut)
            {
                evidence.Out(it, at!.Value);
            }
            else
            {
                evidence.In(it, at!.Value);
            }
        }

        return evidence.ToFindings(nat);
    }

    /// <summary>When it came to the NAT from outside, or was turned around.</summary>
    private static TimeSpan? InAt(Journey it) => it is { IsHairpin: true, Fate: JourneyFate.Arrived } ? it.OutAt : it.InAt;

    private void Out(Journey it, TimeSpan at)
    {
        TransportAddress external = it.Shown;
        TransportAddress remote = it.ToEnd;
        _translates |= external != it.FromEnd;
        if (!_flows.TryGetValue((it.FromEnd, remote), out NatFlow? flow))
        {
            Compare(it.FromEnd, remote, external);
            _flows.Add((it.FromEnd, remote), flow = new NatFlow(external));
            bool isFree = !_external.Contains(external.WithPort(it.FromEnd.Port));
            _preserves &= external.Port == it.FromEnd.Port || !isFree;
            if (_external.Add(external))
            {
                _ports.Add(external.Port);
            }
        }
        else if (flow.External != external)
        {
            Move(flow, it, external, at);
        }
        else
        {
            BoundsOf(flow).Outlive(at - flow.LastAt);
        }

        flow.Sent(at);
    }

    /// <summary>Whether two remotes see one inside endpoint alike.</summary>
    private void Compare(in TransportAddress inside, in TransportAddress remote, in TransportAddress external)
    {
        foreach (((TransportAddress other, TransportAddress to), NatFlow flow) in _flows)
        {
            if (other == inside && to.SameHost(remote))
            {
                _sharesPorts = _sharesPorts == true || flow.External == external;
            }
            else if (other == inside)
            {
                _sharesHosts = _sharesHosts == true || flow.External == external;
            }
        }
    }

    /// <summary>A flow has another external endpoint than before: it was silent for too long, or was rebound.</summary>
    private void Move(NatFlow flow, Journey it, in TransportAddress external, TimeSpan at)
    {
        TimeSpan silence = at - flow.LastAt;
        SilenceBounds bounds = BoundsOf(flow);
        bool knownRebound = _rebindings.Count > 0 && flow.LastAt < _rebindings[^1].With.OutAt;
        if (!knownRebound && !_preserves && silence >= ShortestLifetime && silence > bounds.Outlived)
        {
            bounds.End(silence);
        }
        else if (!knownRebound)
        {
            bool isAddress = !external.SameHost(flow.External);
            bool isPort = external.Port != flow.External.Port;
            _rebindings.Add(
                (
                    it,
                    isAddress && isPort ? NatRebindingKind.PortAndAddress
                    : isAddress ? NatRebindingKind.Address
                    : NatRebindingKind.Port
                )
            );
        }

        _external.Add(external);
        flow.Rebind(external);
    }

    private void In(Journey it, TimeSpan at)
    {
        bool passed = it.Fate is JourneyFate.Arrived or JourneyFate.LostBehind;
        TransportAddress remote = it.Shown;
        if (_flows.TryGetValue((it.ToEnd, remote), out NatFlow? flow) && flow.External == it.Meant)
        {
            TimeSpan silence = at - flow.LastAt;
            if (passed)
            {
                BoundsOf(flow).Outlive(silence);
                _needsInbound |= at - flow.LastSentAt > TimeSpan.FromSeconds(120);
                flow.Answered(at);
            }
            else if (silence >= ShortestLifetime)
            {
                BoundsOf(flow).End(silence);
            }

            return;
        }

        bool knowsHost = false;
        bool stands = false;
        foreach (((TransportAddress inside, TransportAddress to), NatFlow known) in _flows)
        {
            stands |= inside == it.ToEnd && known.External == it.Meant;
            knowsHost |= inside == it.ToEnd && known.External == it.Meant && to.SameHost(remote);
        }

        _admitsHost |= passed && knowsHost;
        _admitsAll |= passed && !knowsHost;
        _stopsHost |= !passed && knowsHost;
        _stopsAll |= !passed && stands && !knowsHost;
    }

    private SilenceBounds BoundsOf(NatFlow flow) => flow.IsAnswered ? _answered : _unanswered;

    private CapturedNat ToFindings(string nat)
    {
        List<string> told = [];
        List<string> untold = [];
        List<(string, string)> cells = [];
        if (!_translates)
        {
            cells.Add(("kind", "stateful firewall"));
            told.Add($"\"{nat}\" translates nothing: it is a firewall.");
        }
        else
        {
            string mapping = MappingOf(nat, told, untold);
            cells.Add(("mapping", mapping));
        }

        cells.Add(("filtering", FilteringOf(nat, told, untold)));
        if (_translates)
        {
            bool rises = _ports.Count > 2 && _ports.Zip(_ports.Skip(1)).All(static pair => pair.Second == pair.First + 1);
            string ports =
                _preserves ? "preserved"
                : rises ? "sequential"
                : "random";
            cells.Add(("ports", ports));
            told.Add($"\"{nat}\" gives ports that are {ports}.");
            cells.Add(("addresses", string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(Hosts(), 1, 16)}")));
        }

        if (_turned is { } turned)
        {
            string hairpin = turned.Shown == turned.FromEnd ? "internal source" : "external source";
            cells.Add(("hairpin", hairpin));
            told.Add($"\"{nat}\" hairpins what one host behind it sends to another, with the {hairpin}.");
        }

        Lifetimes(nat, cells, told, untold);
        foreach ((Journey with, NatRebindingKind kind) in _rebindings)
        {
            told.Add($"\"{nat}\" gave \"{with.From.Name}\" another {Word(kind)} while it was in use.");
        }

        return new CapturedNat
        {
            Cells = cells,
            Told = told,
            Untold = untold,
            Rebindings = _rebindings,
        };
    }

    private int Hosts() => _external.Select(static it => it.WithPort(0)).Distinct().Count();

    private string MappingOf(string nat, List<string> told, List<string> untold)
    {
        (string mapping, bool isTold) =
            _sharesHosts == true ? ("endpoint-independent", true)
            : _sharesHosts == false && _sharesPorts == true ? ("address-dependent", true)
            : _sharesHosts == false || _sharesPorts == false ? ("address and port-dependent", _sharesPorts == false)
            : ("endpoint-independent", false);
        (isTold ? told : untold).Add(
            isTold ? $"\"{nat}\" has {mapping} mapping."
            : _sharesHosts == false ? $"Whether the mapping of \"{nat}\" is address-dependent or address and port-dependent."
            : $"How \"{nat}\" maps: no inside port spoke to two remotes."
        );
        return mapping;
    }

    private string FilteringOf(string nat, List<string> told, List<string> untold)
    {
        string filtering =
            _admitsAll ? "endpoint-independent"
            : _admitsHost ? "address-dependent"
            : "address and port-dependent";
        bool isTold = _admitsAll || (_admitsHost && _stopsAll) || _stopsHost;
        (isTold ? told : untold).Add(
            isTold ? $"\"{nat}\" has {filtering} filtering."
            : _admitsHost ? $"Whether \"{nat}\" admits other hosts: none tried."
            : _stopsAll ? $"Whether \"{nat}\" admits other ports of a host: none tried."
            : $"How \"{nat}\" filters: nobody tried to send to a port that had not sent to them."
        );
        return filtering;
    }

    private void Lifetimes(string nat, List<(string, string)> cells, List<string> told, List<string> untold)
    {
        TimeSpan usual = new NatOptions().MappingLifetime;
        TimeSpan? first = _unanswered.Lifetime(usual);
        TimeSpan lifetime = first ?? usual;
        TimeSpan? stream = _answered.Lifetime(lifetime);
        if (stream < lifetime)
        {
            (first, lifetime, stream) = (stream, stream.Value, null);
        }

        if (first is not null)
        {
            cells.Add(("lifetime", DurationWords.Of(lifetime)));
        }

        if (stream is { } longer && longer > lifetime)
        {
            cells.Add(("stream lifetime", DurationWords.Of(longer)));
        }

        if (_needsInbound)
        {
            cells.Add(("refresh", "both"));
        }

        Say(nat, "that nobody has answered", _unanswered, told, untold);
        Say(nat, "that was answered", _answered, told, untold);
    }

    private static void Say(string nat, string which, SilenceBounds bounds, List<string> told, List<string> untold)
    {
        if (bounds.Outlived > TimeSpan.Zero)
        {
            told.Add($"A mapping of \"{nat}\" {which} outlived a silence of {DurationWords.Of(bounds.Outlived)}.");
        }

        if (bounds.Ended is { } ended)
        {
            told.Add($"A mapping of \"{nat}\" {which} was gone after a silence of {DurationWords.Of(ended)}.");
        }
        else
        {
            untold.Add($"How long a mapping of \"{nat}\" {which} lives.");
        }
    }

    private static string Word(NatRebindingKind kind) =>
        kind switch
        {
            NatRebindingKind.Port => "port",
            NatRebindingKind.Address => "address",
            _ => "address and port",
        };
}
