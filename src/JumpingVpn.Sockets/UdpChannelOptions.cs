using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>How a <see cref="UdpDatagramChannel"/> is opened.</summary>
public sealed record UdpChannelOptions
{
    /// <summary>The kernel's receive buffer in bytes, as a wish: the system rounds it and caps it (net.core.rmem_max on Linux).</summary>
    /// <value>Default: 1 MiB. 0 keeps the system's own size; negative values are refused.</value>
    public int ReceiveBufferBytes { get; init; } = 1 << 20;

    /// <summary>How long to wait for an address that another socket holds. A program that was started in the moment before a socket was
    /// closed holds it for some moments more.</summary>
    /// <value>Default: zero, which does not wait; negative values are refused.</value>
    public TimeSpan InUsePatience { get; init; } = TimeSpan.Zero;

    /// <summary>Who receives: a pump, on its caller's thread. Without a pump and a loop: a thread of the channel's own.</summary>
    /// <value>Default: null.</value>
    public SocketPump? Pump { get; init; }

    /// <summary>Who receives: a loop, on its one thread. Not beside a pump.</summary>
    /// <value>Default: null.</value>
    public SocketLoop? Loop { get; init; }

    /// <summary>Learns of destinations at which nobody listens: somebody there, or on the way, has answered a datagram of this channel with
    /// an ICMP "port unreachable". Anybody can forge one, so it is a hint for people and ends nothing (RFC 8085 section 5.2).</summary>
    /// <value>Default: null, which does not ask for them. Called as the receiver is, from when the channel is started; it must neither
    /// wait nor throw. Not beside a pump. Nothing is heard elsewhere than on Linux.</value>
    public Action<TransportAddress>? OnRefused { get; init; }
}
