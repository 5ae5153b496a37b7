namespace JumpingVpn.Sockets;

/// <summary>The bounds of a <see cref="SocketPump"/>.</summary>
public sealed record SocketPumpOptions
{
    /// <summary>How long the pump waits in real time for a datagram that the kernel took before it counts it as lost.
    /// Loopback delivery on Linux is synchronous, so there the wait only ever precedes a real loss.</summary>
    /// <value>Default: 200 ms. Zero does not wait; negative values are refused.</value>
    public TimeSpan KernelPatience { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The most datagrams one <see cref="SocketPump.Settle"/> delivers: endpoints that answer each other without
    /// end are stopped here.</summary>
    /// <value>Default: 1,000,000. At least 1.</value>
    public int MaxDatagramsPerSettle { get; init; } = 1_000_000;
}
