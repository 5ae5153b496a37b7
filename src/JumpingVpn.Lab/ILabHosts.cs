using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Lab;

/// <summary>What hosts of a lab go through: interfaces that come and go, pauses, crashes, clocks, partitions.</summary>
/// <remarks>Thread rule: that of the lab.</remarks>
public interface ILabHosts
{
    /// <summary>Gives a host another interface, which the lab knows as its own node: <c>phone.lte</c>.</summary>
    /// <remarks>A channel that is opened on it takes and shows the same addresses as one on the host itself.</remarks>
    /// <param name="host">The host.</param>
    /// <param name="name">Unique on the host.</param>
    /// <param name="behind">The NAT it is behind, or null.</param>
    void AddInterface(string host, string name, string? behind = null);

    /// <summary>Says whether an interface is there: of a host by its name, or a further one by <c>phone.lte</c>.</summary>
    void SetAttached(string node, bool attached);

    /// <summary>The address of an interface as it stands, with port 0.</summary>
    TransportAddress AddressOf(string node);

    /// <summary>Gives an interface another address. Channels stay bound to the one they have: their sends answer
    /// <see cref="SendResult.Unreachable"/>, and what arrives there is dropped as without a route.</summary>
    /// <exception cref="InvalidOperationException">The carrier has no other address to give.</exception>
    void Renumber(string node);

    /// <summary>Gives an interface the address back that it was made with; channels that are bound to it go on.</summary>
    void RestoreAddress(string node);

    /// <summary>The clock and timers of a host. A restart without state brings a new one.</summary>
    HostClock ClockOf(string host);

    /// <summary>Changes how many datagrams each channel of a host keeps while it is paused; 256 otherwise.</summary>
    void SetReceiveQueue(string host, int datagrams);

    /// <summary>Freezes a host; the network and its NATs go on.</summary>
    void Pause(string host);

    /// <summary>Ends a pause: what waited happens now.</summary>
    void Resume(string host);

    /// <summary>Takes a host down.</summary>
    /// <param name="host">The host.</param>
    /// <param name="keepsState">False: its channels are closed and its timers never fire. True: they outlast the crash.</param>
    void Crash(string host, bool keepsState);

    /// <summary>Brings a host up again.</summary>
    /// <param name="host">The host.</param>
    /// <param name="boot">Builds what runs on it; null if the state was kept.</param>
    void Restart(string host, Action? boot = null);

    /// <summary>Drops everything between two hosts, at the receiver's end, until the result is disposed.</summary>
    /// <param name="from">One host.</param>
    /// <param name="to">The other.</param>
    /// <param name="bothWays">False: only what goes from the one to the other.</param>
    IDisposable Partition(string from, string to, bool bothWays);
}
