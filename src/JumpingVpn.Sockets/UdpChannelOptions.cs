namespace JumpingVpn.Sockets;

/// <summary>How a <see cref="UdpDatagramChannel"/> is opened.</summary>
public sealed record UdpChannelOptions
{
    /// <summary>The kernel's receive buffer in bytes, as a wish: the system rounds it and caps it (net.core.rmem_max on Linux).</summary>
    /// <value>Default: 1 MiB. 0 keeps the system's own size; negative values are refused.</value>
    public int ReceiveBufferBytes { get; init; } = 1 << 20;

    /// <summary>Who receives: a pump, on its caller's thread. Without a pump and a loop: a thread of the channel's own.</summary>
    /// <value>Default: null.</value>
    public SocketPump? Pump { get; init; }

    /// <summary>Who receives: a loop, on its one thread. Not beside a pump.</summary>
    /// <value>Default: null.</value>
    public SocketLoop? Loop { get; init; }
}
