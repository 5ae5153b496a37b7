using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Sockets.Nat;

/// <summary>How a <see cref="UdpNat"/> is built.</summary>
public sealed record UdpNatOptions
{
    /// <summary>A relay that is not a NAT to its hosts: each inside endpoint keeps one external endpoint permanently, on its own port where
    /// that is free, and anybody may send to it. For a host with an impaired link and no NAT.</summary>
    public static NatOptions PassThrough { get; } = NatPresets.FullCone with { MappingLifetime = TimeSpan.FromDays(36_500), FirstPort = 1 };

    /// <summary>The translation behaviour.</summary>
    /// <value>Default: <see cref="PassThrough"/>.</value>
    public NatOptions Nat { get; init; } = PassThrough;

    /// <summary>The host address, its port ignored, on which hosts inside reach what the NAT fronts.</summary>
    public required TransportAddress InsideAddress { get; init; }

    /// <summary>The pool of external addresses, at least one, ports ignored; empty for a firewall that translates nothing, and allowed to
    /// be for a 1:1 NAT.</summary>
    public required IReadOnlyList<TransportAddress> ExternalAddresses { get; init; }

    /// <summary>
    /// Null: every external endpoint is bound as the table assigns it; where its port is taken on this machine, the kernel picks
    /// another on the same address. Otherwise the external addresses are names only and all outside sockets are bound to this
    /// address, on ports that the kernel picks: for systems that have but one loopback address.
    /// </summary>
    /// <value>Default: null.</value>
    public TransportAddress? OutsideBindAddress { get; init; }

    /// <summary>Picks external ports where <see cref="NatOptions.PortAssignment"/> is random.</summary>
    public required RandomStream Ports { get; init; }

    /// <summary>The clock of mappings and delays.</summary>
    /// <value>Default: null, the system's; with a loop its own, whose timers are precise.</value>
    public TimeProvider? TimeProvider { get; init; }

    /// <summary>Who receives: a pump. Without a pump: the loop.</summary>
    /// <value>Default: null.</value>
    public SocketPump? Pump { get; init; }

    /// <summary>Who receives: a loop, which stays the caller's and may serve several NATs. Not beside a pump.</summary>
    /// <value>Default: null; without a pump the NAT makes its own loop.</value>
    public SocketLoop? Loop { get; init; }

    /// <summary>Learns of every datagram that enters, leaves or is dropped.</summary>
    /// <value>Default: none.</value>
    public INatObserver? Observer { get; init; }

    /// <summary>The most datagrams that wait for the end of their delay; further ones are dropped as by a full queue.</summary>
    /// <value>Default: 65,536. At least 1.</value>
    public int MaxDelayedDatagrams { get; init; } = 65_536;

    /// <summary>The most sockets kept on the inside for remotes that were never added but were admitted by the filtering; beyond
    /// it the oldest is closed.</summary>
    /// <value>Default: 256. At least 1.</value>
    public int MaxStrangers { get; init; } = 256;

    /// <summary>
    /// The most sockets kept bound after their mapping has expired or was given another endpoint; beyond it the oldest is closed.
    /// While one is kept, late datagrams to it are dropped by the table, with its reason, and the kernel gives its port to nobody
    /// else (compare the hold-down of RFC 6888 REQ-8).
    /// </summary>
    /// <value>Default: 64. 0 closes at once.</value>
    public int MaxRetiredSockets { get; init; } = 64;

    /// <summary>The most sockets outside, and so the most external endpoints in use at a time. For a further one the one that was used
    /// least lately gives way, with its mapping, and the observer is told; that happens sooner where the system gives no further
    /// socket.</summary>
    /// <value>Default: 16,384. At least 1.</value>
    public int MaxFlows { get; init; } = 16_384;

    internal void Validate()
    {
        if (Pump is not null && Loop is not null)
        {
            throw new ArgumentException("A NAT has one receiver: give it a pump or a loop, not both.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(MaxFlows, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDelayedDatagrams, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxStrangers, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxRetiredSockets);
    }
}
