namespace JumpingVpn.Sockets;

/// <summary>How a <see cref="UdpDatagramChannel"/> is opened.</summary>
public sealed record UdpChannelOptions
{
    /// <summary>The kernel's receive buffer in bytes, as a wish: the system rounds it and caps it (net.core.rmem_max on Linux).</summary>
    /// <value>Default: 1 MiB. 0 keeps the system's own size; negative values are refused.</value>
    public int ReceiveBufferBytes { get; init; } = 1 << 20;

    /// <summary>Who receives: null for a thread of the channel's own, or a pump that receives on its caller's thread.</summary>
    /// <value>Default: null.</value>
    public SocketPump? Pump { get; init; }
}
