using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab;

/// <summary>
/// A network that a test builds, disturbs and observes: hosts, NATs, links, attackers, time. It knows no protocol, and the same calls mean
/// the same on a simulated network and over real UDP sockets.
/// </summary>
/// <remarks>
/// <para>Time is virtual on both carriers: it moves only inside <see cref="RunFor"/> and <see cref="RunUntil"/>, to the next thing
/// that is due.</para>
/// <para>Names are unique over hosts and NATs. An unknown name is a <see cref="SceneException"/> that lists those that there are.</para>
/// <para>Thread rule: one thread, the one that created the lab. Disposal closes every channel.</para>
/// </remarks>
public interface ILab : IDisposable
{
    /// <summary>The carrier's short name: <c>sim</c> or <c>udp</c>.</summary>
    string Backend { get; }

    /// <summary>Virtual time since the lab was created.</summary>
    TimeSpan Now { get; }

    /// <summary>The clock and timers for code that runs in the lab.</summary>
    TimeProvider Time { get; }

    /// <summary>The labelled random streams of the lab's seed.</summary>
    RandomSource Streams { get; }

    /// <summary>What happened to every datagram so far.</summary>
    DatagramLedger Ledger { get; }

    /// <summary>How many of the datagrams in flight wait until they are released: by a fault or an attacker that holds them, or by a host
    /// that is paused.</summary>
    int Parked { get; }

    /// <summary>What hosts go through.</summary>
    ILabHosts Hosts { get; }

    /// <summary>Whether hosts, interfaces and NATs that are added from now on are given IPv6 addresses instead of IPv4 ones.</summary>
    /// <value>Default: false.</value>
    /// <exception cref="SceneException">The carrier has no IPv6 addresses to give: real sockets, because a system has one on its
    /// loopback.</exception>
    bool UsesIPv6 { get; set; }

    /// <summary>The observer that sees each datagram; null for none. Set before the first datagram.</summary>
    ILabObserver? Observer { get; set; }

    /// <summary>Adds a host with one address, on the public network or behind a NAT.</summary>
    void AddHost(string name, string? behind = null);

    /// <summary>Adds a NAT, on the public network or behind another NAT.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="options">Its behaviour.</param>
    /// <param name="behind">The outer NAT, or null.</param>
    /// <param name="addresses">How many external addresses it has, 1 to 16; null for 2, or for the none of a firewall that translates
    /// nothing and of a 1:1 NAT, which is given one for each host.</param>
    void AddNat(string name, NatOptions options, string? behind = null, int? addresses = null);

    /// <summary>Opens a channel on a host. The caller owns it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="port">The port; 0 takes a free one.</param>
    /// <exception cref="InvalidOperationException">The port is taken.</exception>
    IDatagramChannel OpenChannel(string host, ushort port = 0);

    /// <summary>Where others reach a port of a host: on the public network at its own address; behind a 1:1 NAT at the address that stands
    /// for it; behind another NAT at a port that the NAT forwards from now on, the same number as inside.</summary>
    /// <exception cref="ArgumentException">A firewall stands before it, or the external port is in use.</exception>
    TransportAddress Publish(string host, ushort port);

    /// <summary>Where a host must send so that a datagram goes to a public address. On the simulated network that is the address itself;
    /// over real sockets it is the relay that represents it.</summary>
    TransportAddress AddressToReach(string host, in TransportAddress destination);

    /// <summary>The address that a source has on the network, as a host received it. On the simulated network that is the source itself;
    /// over real sockets a relay may have stood for it.</summary>
    TransportAddress AddressSeen(string host, in TransportAddress source);

    /// <summary>What the access link of a host or NAT does in one direction; of both, the way up.</summary>
    LinkOptions GetLink(string node, LinkWays ways = LinkWays.Both);

    /// <summary>Changes the access link of a host or NAT. Datagrams in flight keep their fate.</summary>
    /// <exception cref="ArgumentException">Impossible options.</exception>
    void SetLink(string node, LinkOptions options, LinkWays ways = LinkWays.Both);

    /// <summary>Lets the access link of a host or NAT vary by a schedule that begins now; null ends the one there is.</summary>
    void FollowSchedule(string node, LinkSchedule? schedule, LinkWays ways = LinkWays.Both);

    /// <summary>The targeted faults of one direction of an access link.</summary>
    LinkFaults FaultsOf(string node, LinkWays way);

    /// <summary>The attackers at the entrance of one direction of an access link.</summary>
    LinkInterceptors InterceptorsOf(string node, LinkWays way);

    /// <summary>Cuts or restores the access link of a host or NAT.</summary>
    void SetLinkUp(string node, bool up);

    /// <summary>Gives the mappings of one host, or of all, another external endpoint.</summary>
    void Rebind(string nat, string? host, NatRebindingKind kind);

    /// <summary>Empties the table of a NAT.</summary>
    void Flush(string nat);

    /// <summary>Restarts a NAT: its mappings, ports held down, pairings and port blocks are forgotten.</summary>
    void Reboot(string nat);

    /// <summary>Breaks the mappings of one host: datagrams pass outwards and not inwards, until a mapping has been silent for its
    /// lifetime.</summary>
    void MakeStuck(string nat, string host);

    /// <summary>Gives the mappings of one host to another host behind the same NAT.</summary>
    void Steal(string nat, string victim, string thief);

    /// <summary>The mappings of a NAT that stand now, oldest first.</summary>
    IReadOnlyList<NatMapping> MappingsOf(string nat);

    /// <summary>Checks the network's books: every datagram that counts as held is held by a link, and every port and contact that a NAT
    /// counts belongs to a mapping.</summary>
    /// <exception cref="InvalidOperationException">They do not balance: a bug of the network.</exception>
    void EnsureBalanced();

    /// <summary>Hands a datagram to the public network with a forged source address.</summary>
    /// <param name="datagram">Copied before the call returns.</param>
    /// <param name="forgedSource">The public address it seems to come from; over real sockets it must be one that the lab owns.</param>
    /// <param name="destination">A public address.</param>
    void SendForged(ReadOnlySpan<byte> datagram, in TransportAddress forgedSource, in TransportAddress destination);

    /// <summary>A stable name for an address: its owner and, in order of first appearance, a number, such as <c>home/2</c>.</summary>
    string NameOf(in TransportAddress address);

    /// <summary>Lets virtual time pass; everything that is due happens.</summary>
    void RunFor(TimeSpan time);

    /// <summary>Runs until the condition holds, checked after each event. Returns false if the limit came first.</summary>
    /// <param name="condition">Reads state; changes nothing.</param>
    /// <param name="limit">The most virtual time to spend.</param>
    bool RunUntil(Func<bool> condition, TimeSpan limit);
}
