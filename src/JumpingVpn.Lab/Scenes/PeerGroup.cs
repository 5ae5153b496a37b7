using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Lab.Scenes;

/// <summary>
/// Hosts without a session that send each other numbered probes, and state facts about what arrived and from where it seemed to come: what
/// the behaviour of a NAT looks like from both of its sides (the method of RFC 5780).
/// </summary>
/// <remarks>
/// A peer's first socket is named like the peer, the second one <c>phone:2</c> and so on; they have the ports 20001, 20002, …, the same on
/// every peer, so that ports can collide.
/// </remarks>
public sealed class PeerGroup : IDisposable
{
    private const int PortBase = 20_000;

    /// <summary>The most sockets of a peer.</summary>
    public const int MaxSockets = 999;

    private readonly Scene _scene;
    private readonly Names<string> _peers = new("peer");
    private readonly Dictionary<string, string?> _behind = [];
    private readonly OrderedDictionary<string, PeerSocket> _sockets = [];
    private PeerSocket? _target;
    private int _sent;
    private int _recordBefore;

    internal PeerGroup(Scene scene)
    {
        _scene = scene;
        Traffic = new PeerTraffic(scene, this);
    }

    /// <summary>Datagrams by a plan instead of probes.</summary>
    public PeerTraffic Traffic { get; }

    /// <summary>The names of all peers.</summary>
    public IEnumerable<string> All => _peers.All;

    /// <summary>Adds a host without a session.</summary>
    public void Add(string name, string? behind = null)
    {
        _peers.Add(name, name);
        _behind.Add(name, behind);
        Demand.Of(() => _scene.Lab.AddHost(name, behind));
        Socket(name);
    }

    /// <summary>Sends a probe to a peer on the public network, or to where another socket has seen a peer.</summary>
    /// <param name="from">The sending socket.</param>
    /// <param name="to">The socket that is meant.</param>
    /// <param name="seenBy">The socket that knows an address of the target; null for the target's own address.</param>
    public void Probe(string from, string to, string? seenBy)
    {
        PeerSocket sender = Socket(from);
        PeerSocket target = Socket(to);
        TransportAddress destination = seenBy is null ? OwnAddress(target) : Seen(Socket(seenBy), target);
        _target = target;
        _recordBefore = _scene.Wire.Records.Count;
        byte[] probe = PeerSocket.Write(sender.Name, ++_sent);
        _scene.Event(() => sender.Channel.Send(probe, sender.IsPublic ? destination : _scene.Lab.AddressToReach(sender.Host, destination)));
    }

    /// <summary>Sends a probe where the sender knows an address of the target.</summary>
    /// <returns>False where it does not.</returns>
    internal bool TryProbe(string from, string to, string? seenBy)
    {
        PeerSocket target = Socket(to);
        bool isKnown = seenBy is null ? target.IsPublic : Socket(seenBy).TrySee(target.Name, out _);
        if (isKnown)
        {
            Probe(from, to, seenBy);
        }

        return isKnown;
    }

    /// <summary>Sends bytes, and lets nothing happen yet.</summary>
    /// <param name="from">The sending socket.</param>
    /// <param name="to">The socket that is meant.</param>
    /// <param name="shown">Its address; null for its own, and where it has no public one, for the one that the sender saw last.</param>
    /// <param name="bytes">The datagram.</param>
    internal void Send(string from, string to, TransportAddress? shown, ReadOnlySpan<byte> bytes)
    {
        PeerSocket sender = Socket(from);
        PeerSocket target = Socket(to);
        TransportAddress destination =
            shown
            ?? (
                target.IsPublic ? OwnAddress(target)
                : sender.TrySee(target.Name, out TransportAddress seen) ? seen
                : throw Unseen(sender, target)
            );
        sender.Channel.Send(bytes, sender.IsPublic ? destination : _scene.Lab.AddressToReach(sender.Host, destination));
    }

    /// <summary>States that the last probe arrived where it was meant to.</summary>
    public void ExpectArrival() => ExpectHeard((_target ?? throw NoProbe()).Name);

    /// <summary>States which socket heard the last probe.</summary>
    public void ExpectHeard(string socket)
    {
        _ = _target ?? throw NoProbe();
        Expect.That(Socket(socket).HasHeard(_sent), $"\"{socket}\" did not hear probe {_sent}: {Fate()}.");
    }

    /// <summary>States that a socket did not hear the last probe, and nobody else did.</summary>
    public void ExpectNotHeard(string socket)
    {
        _ = _target ?? throw NoProbe();
        Expect.That(!Socket(socket).HasHeard(_sent), $"\"{socket}\" heard probe {_sent}.");
        Expect.That(_sockets.Values.All(other => !other.HasHeard(_sent)), $"Probe {_sent} went astray: {Fate()}.");
    }

    /// <summary>States why the last probe did not arrive.</summary>
    public void ExpectDropped(DropReason reason)
    {
        _ = _target ?? throw NoProbe();
        Expect.That(
            _scene.Wire.Records.Skip(_recordBefore).Any(record => record.Kind == WireRecordKind.Dropped && record.Drop == reason),
            $"Probe {_sent} was not dropped for {DropReasonText.Of(reason)}: {Fate()}."
        );
    }

    /// <summary>States that two sockets see the same address or port of a third, or different ones.</summary>
    public void ExpectShown(string shown, string one, string other, NatRebindingKind part, bool same)
    {
        TransportAddress first = Seen(Socket(one), Socket(shown));
        TransportAddress second = Seen(Socket(other), Socket(shown));
        Compare(first, second, part, same, $"\"{one}\" sees \"{shown}\" as {Show(first)}, \"{other}\" sees it as {Show(second)}");
    }

    /// <summary>States that a socket sees the same address or port of two others, or different ones.</summary>
    public void ExpectSeen(string viewer, string one, string other, NatRebindingKind part, bool same)
    {
        TransportAddress first = Seen(Socket(viewer), Socket(one));
        TransportAddress second = Seen(Socket(viewer), Socket(other));
        Compare(first, second, part, same, $"\"{viewer}\" sees \"{one}\" as {Show(first)} and \"{other}\" as {Show(second)}");
    }

    /// <summary>States whether a socket sees another under the address or port that it has itself.</summary>
    public void ExpectOwn(string viewer, string shown, NatRebindingKind part, bool same)
    {
        TransportAddress seen = Seen(Socket(viewer), Socket(shown));
        TransportAddress own = Socket(shown).Channel.LocalAddress;
        Compare(seen, own, part, same, $"\"{viewer}\" sees \"{shown}\" as {Show(seen)}; it has {Show(own)}");
    }

    /// <summary>The table of a NAT with stable names: inside, external, remote, what is admitted, and <c>stuck</c> or nothing.</summary>
    public IReadOnlyList<string[]> Mappings(string nat) =>
        _scene
            .Lab.MappingsOf(nat)
            .Select(mapping =>
                new[]
                {
                    Name(mapping.Inside),
                    Name(mapping.External),
                    mapping.Remote is { } remote ? Name(remote) : "any",
                    mapping.Contacts.Count == 0 ? "anybody" : string.Join(", ", mapping.Contacts.Select(Name)),
                    mapping.IsStuck ? "stuck"
                    : mapping.IsReplied ? "answered"
                    : "unanswered",
                }
            )
            .ToList();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PeerSocket socket in _sockets.Values)
        {
            Completed.Require(socket.Channel.DisposeAsync());
        }
    }

    private static SceneException Unseen(PeerSocket sender, PeerSocket target) =>
        new(
            $"\"{sender.Name}\" has heard nothing from \"{target.Name}\", which is behind a NAT, and so knows no address to send to: "
                + "say in which datagram its address was seen."
        );

    private static SceneException NoProbe() => new("No probe was sent yet.");

    private static void Compare(in TransportAddress one, in TransportAddress other, NatRebindingKind part, bool same, string what)
    {
        bool equal = part switch
        {
            NatRebindingKind.Port => one.Port == other.Port,
            NatRebindingKind.Address => one.SameHost(other),
            _ => one == other,
        };
        Expect.That(equal == same, $"{what}.");
    }

    private PeerSocket Socket(string name)
    {
        if (_sockets.TryGetValue(name, out PeerSocket? socket))
        {
            return socket;
        }

        int colon = name.LastIndexOf(':');
        string host = _peers.Find(colon < 0 ? name : name[..colon]);
        int number = 1;
        if (
            colon >= 0
            && (
                !int.TryParse(name.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out number)
                || number is < 2 or > MaxSockets
            )
        )
        {
            throw new SceneException($"\"{name}\" is not a socket: further sockets of a peer are \"{host}:2\" to \"{host}:{MaxSockets}\".");
        }

        string? behind = _behind[host];
        IDatagramChannel channel = Demand.Of(() => _scene.Lab.OpenChannel(host, (ushort)(PortBase + number)));
        socket = new PeerSocket(_scene.Lab, name, host, behind is null, channel, Traffic);
        _sockets.Add(name, socket);
        return socket;
    }

    private static TransportAddress OwnAddress(PeerSocket target) =>
        target.IsPublic
            ? target.Channel.LocalAddress
            : throw new SceneException(
                $"\"{target.Name}\" is behind a NAT and has no address that others can send to: say which one is meant (as \"…\" sees it)."
            );

    private static TransportAddress Seen(PeerSocket viewer, PeerSocket shown) =>
        viewer.TrySee(shown.Name, out TransportAddress address)
            ? address
            : throw new ExpectationException($"\"{viewer.Name}\" has heard nothing from \"{shown.Name}\" yet.");

    private string Fate()
    {
        WireRecord? drop = _scene.Wire.Records.Skip(_recordBefore).LastOrDefault(record => record.Kind == WireRecordKind.Dropped);
        string? hearer = _sockets.Values.FirstOrDefault(socket => socket.HasHeard(_sent))?.Name;
        return hearer is not null ? $"\"{hearer}\" heard it"
            : drop is not null ? $"{drop.Node} dropped it: {drop.Drop}"
            : "it is under way or lost";
    }

    private string Show(in TransportAddress address) => $"{address} ({Name(address)})";

    private string Name(TransportAddress address)
    {
        string name = _scene.Lab.NameOf(address);
        return address.Port == 0 ? $"{name[..name.LastIndexOf('/')]}/any" : name;
    }
}
