using JumpingVpn.Lab;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// The simulated network told a second time, as plainly as possible: it sees each hop of each datagram and says what cannot be. A datagram
/// begins once, ends once, arrives as it was sent, and not at a host that is down, frozen or kept apart; links and NATs do what their
/// options say.
/// </summary>
/// <param name="note">Takes what cannot be, in words that are the same for the same mistake, and where it was.</param>
/// <param name="count">Takes, after each step and for each NAT, how many mappings it has and how many remotes the busiest of them
/// knows.</param>
internal sealed class ReferenceNetwork(Action<string, string> note, Action<int, int>? count = null)
{
    // A flood says the same again and again.
    private const int MostDatagrams = 4_000;
    private const int MostContents = 64;

    private readonly Dictionary<long, UnderWay> _lives = [];
    private readonly OrderedDictionary<string, ReferenceNat> _nats = [];
    private readonly Dictionary<string, ReferenceLink> _links = [];
    private readonly Dictionary<string, string?> _behind = [];
    private readonly SortedSet<string> _silent = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _oncePaused = new(StringComparer.Ordinal);
    private readonly List<(string From, string To)> _parted = [];
    private readonly List<ulong> _contents = [];
    private ILab? _lab;
    private int _seen;

    public void OnScene(Scene scene) => _lab = scene.Lab;

    public void OnNode(string name, string? behind)
    {
        string outside = behind ?? "internet";
        _behind[name] = behind;
        _links[$"{name}>{outside}"] = new ReferenceLink(_lab!, name, LinkWays.Up);
        _links[$"{outside}>{name}"] = new ReferenceLink(_lab!, name, LinkWays.Down);
    }

    public void OnNat(string name, NatOptions options) => _nats[name] = new ReferenceNat(options);

    public void OnPublished(string host)
    {
        for (string? nat = _behind[host]; nat is not null; nat = _behind[nat])
        {
            _nats[nat].IsJudged = false;
        }
    }

    public void OnSchedule(string node)
    {
        string outside = _behind[node] ?? "internet";
        _links[$"{node}>{outside}"].IsJudged = false;
        _links[$"{outside}>{node}"].IsJudged = false;
    }

    public void OnPartition(string from, string to, bool bothWays, bool isOver)
    {
        foreach ((string, string) pair in bothWays ? new[] { (from, to), (to, from) } : [(from, to)])
        {
            if (isOver)
            {
                _parted.Remove(pair);
            }
            else
            {
                _parted.Add(pair);
            }
        }
    }

    public void OnChange(TimeSpan at, string node, SceneChange change)
    {
        switch (change)
        {
            case SceneChange.Paused or SceneChange.Crashed:
                _silent.Add(node);
                _oncePaused.Add(node);
                break;
            case SceneChange.Resumed or SceneChange.Restarted:
                _silent.Remove(node);
                break;
            case SceneChange.Rebound or SceneChange.Flushed or SceneChange.Rebooted or SceneChange.Stuck or SceneChange.Stolen:
                ChangeTable(at, node, change);
                break;
        }
    }

    public void OnStepEnded()
    {
        foreach ((string name, ReferenceNat nat) in _nats)
        {
            if (nat.IsJudged && _seen <= MostDatagrams)
            {
                Note(name, nat.Compare(_lab!.MappingsOf(name), _lab.Now));
                count?.Invoke(nat.Mappings, nat.MostContacts);
            }
        }
    }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        if (_seen > MostDatagrams)
        {
            return;
        }

        UnderWay? life = hop.Kind is HopKind.Sent or HopKind.Injected or HopKind.Duplicated
            ? Begin(hop, payload)
            : _lives.GetValueOrDefault(hop.Datagram);
        if (life is null)
        {
            note("a datagram continues after its end", hop.Where);
            return;
        }

        if (life.On is { } left)
        {
            life.On = null;
            Note(hop.Where, left.Arrives(hop, isHeld: _oncePaused.Contains(HostOf(hop.Where))));
        }

        switch (hop.Kind)
        {
            case HopKind.Sent when _silent.Contains(HostOf(hop.Where)):
                note("a host that is down or frozen sends a datagram", hop.Where);
                break;
            case HopKind.Link when _links.TryGetValue(hop.Where, out ReferenceLink? link):
                life.On = link;
                Note(hop.Where, link.SetsOut(hop, payload.Length));
                break;
            case HopKind.Corrupted or HopKind.Rewritten:
                life.Content = ContentOf(payload);
                Remember(life.Content);
                break;
            case HopKind.NatOutbound when NatAt(hop.Where) is { } nat:
                Note(hop.Where, nat.Out(hop.Source, hop.Destination, hop.Translated!.Value, hop.At));
                break;
            case HopKind.NatInbound when NatAt(hop.Where) is { } nat:
                Note(hop.Where, nat.In(hop.Destination, hop.Source, hop.Translated!.Value, hop.At));
                break;
            case HopKind.NatHairpin when NatAt(hop.Where) is { } nat:
                Note(hop.Where, nat.Adopt(_lab!.MappingsOf(hop.Where), hop.At));
                break;
            case HopKind.Delivered:
                Deliver(hop, payload, life);
                _lives.Remove(hop.Datagram);
                break;
            case HopKind.Dropped:
                Drop(hop, payload.Length);
                _lives.Remove(hop.Datagram);
                break;
        }
    }

    private UnderWay Begin(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        _seen++;
        var life = new UnderWay(hop.Kind == HopKind.Sent ? HostOf(hop.Where) : null) { Content = ContentOf(payload) };
        if (hop.Kind == HopKind.Duplicated && _contents.Count < MostContents && !_contents.Contains(life.Content))
        {
            note("a copy differs from every datagram that could be copied", hop.Where);
        }

        Remember(life.Content);
        _lives[hop.Datagram] = life;
        return life;
    }

    private void Deliver(in NetworkHop hop, ReadOnlySpan<byte> payload, UnderWay life)
    {
        string host = HostOf(hop.Where);
        Note(
            hop.Where,
            life.Content != ContentOf(payload) ? "a datagram changes on its way"
                : _silent.Contains(host) ? "a host that is down or frozen is given a datagram"
                : life.Origin is { } origin && _parted.Contains((origin, host)) && !_oncePaused.Contains(host)
                    ? "a datagram passes between hosts that are kept apart"
                : null
        );
    }

    private void Drop(in NetworkHop hop, int length)
    {
        bool isInside = hop.Drop is DropReason.NoMapping or DropReason.MappingExpired or DropReason.StuckMapping or DropReason.NatFiltered;
        if (_links.TryGetValue(hop.Where, out ReferenceLink? link))
        {
            Note(hop.Where, link.Drops(hop.Drop, length));
        }
        else if (NatAt(hop.Where) is { } nat)
        {
            Note(hop.Where, isInside ? nat.Dropped(hop.Destination, hop.Source, hop.Drop, hop.At) : null);
            Note(hop.Where, nat.Adopt(_lab!.MappingsOf(hop.Where), hop.At)); // one on its way out had its mapping before it was dropped
        }
    }

    private void ChangeTable(TimeSpan at, string name, SceneChange change)
    {
        if (NatAt(name) is not { } nat)
        {
            return;
        }

        IReadOnlyList<NatMapping> table = _lab!.MappingsOf(name);
        switch (change)
        {
            case SceneChange.Rebound:
                Note(name, nat.Rebound(table, at));
                break;
            case SceneChange.Flushed:
                Note(name, nat.Flushed(table, at));
                break;
            case SceneChange.Rebooted:
                Note(name, nat.Rebooted(table, at));
                break;
            default:
                Note(name, nat.Adopt(table, at));
                break;
        }
    }

    private ReferenceNat? NatAt(string name) => _nats.TryGetValue(name, out ReferenceNat? nat) && nat.IsJudged ? nat : null;

    private void Remember(ulong content)
    {
        if (_contents.Count < MostContents)
        {
            _contents.Add(content);
        }
    }

    private void Note(string where, string? wrong)
    {
        if (wrong is not null)
        {
            note(wrong, where);
        }
    }

    private static ulong ContentOf(ReadOnlySpan<byte> payload) => Fnv1a.Append(Fnv1a.Empty, payload);

    /// <summary>The host of one of its interfaces, which are called <c>host.interface</c>.</summary>
    private static string HostOf(string where) => where.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 ? where[..dot] : where;

    /// <summary>A datagram that has begun and not ended.</summary>
    private sealed class UnderWay(string? origin)
    {
        public string? Origin { get; } = origin;

        public ulong Content { get; set; }

        public ReferenceLink? On { get; set; }
    }
}
