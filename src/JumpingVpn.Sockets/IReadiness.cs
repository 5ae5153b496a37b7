namespace JumpingVpn.Sockets;

/// <summary>Waits until one of many sockets has something to receive, or a time has come.</summary>
/// <remarks>Thread rule: <see cref="Wait"/> and disposal from one thread, the others from any.</remarks>
internal interface IReadiness : IDisposable
{
    /// <summary>Watches a socket until it is removed or closed.</summary>
    /// <param name="endpoint">The socket.</param>
    /// <param name="number">What <see cref="Wait"/> says of it; 0 or more.</param>
    /// <exception cref="InvalidOperationException">The system watches no further socket.</exception>
    void Add(UdpEndpoint endpoint, int number);

    /// <summary>Watches a socket no more.</summary>
    void Remove(UdpEndpoint endpoint);

    /// <summary>Ends a wait that is going on, or the next one.</summary>
    void Wake();

    /// <summary>Waits.</summary>
    /// <param name="ready">Takes the numbers of sockets that have something to receive; some are left for the next call where there are
    /// more.</param>
    /// <param name="due">When to end at the latest, as a timestamp of the system's clock; <see cref="long.MaxValue"/> for never.</param>
    /// <returns>How many numbers there are; 0 if the time has come, or where it was woken.</returns>
    int Wait(Span<int> ready, long due);
}
