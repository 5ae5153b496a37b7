using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// A host: its first interface, further ones if it has any, and its own clock. It can be paused, crash and restart.
/// </summary>
/// <remarks>
/// A pause or a crash reaches the host's channels and the timers of its <see cref="Clock"/>. Code that runs on the host must therefore take
/// its time from there; what takes it from the network's clock stands beside the host.
/// </remarks>
public sealed class SimulatedHost : SimulatedInterface
{
    private List<SimulatedInterface>? _further;
    private HostLife? _life;

    internal SimulatedHost(Fabric fabric, string name, AddressRealm outside, in TransportAddress address)
        : base(fabric, name, outside, address, host: null) { }

    /// <summary>What the host is doing.</summary>
    public HostState State => _life?.State ?? HostState.Running;

    /// <summary>The host's own clock and timers. A restart without state brings a new one, with the same drift and offset.</summary>
    public HostClock Clock => Life.Clock;

    /// <summary>All interfaces, the host itself as the first, in the order in which they were added.</summary>
    public IReadOnlyList<SimulatedInterface> Interfaces => [this, .. _further ?? []];

    /// <summary>How many datagrams each channel keeps while the host is paused; of more the newest is dropped
    /// (<see cref="Network.Ledger.DropReason.ReceiveQueueFull"/>).</summary>
    /// <value>Default: 256. At least 0.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int ReceiveQueueLimit
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            field = value;
        }
    } = 256;

    // Most hosts of a big world are never disturbed and hold no life of their own.
    private HostLife Life => _life ??= new HostLife(Fabric.Loop, Name, Reconsidered);

    /// <summary>Freezes the host, as a stopped process or a sleeping phone: what arrives waits, timers that become due wait, and sends
    /// answer <see cref="SendResult.Unreachable"/>. The network and its NATs go on.</summary>
    /// <exception cref="InvalidOperationException">It is not running.</exception>
    public void Pause() => Life.Pause();

    /// <summary>Ends a pause: what waited happens now, in the order in which it became due or arrived.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public void Resume() => Life.Resume();

    /// <summary>
    /// Takes the host down: what arrives is dropped (<see cref="Network.Ledger.DropReason.HostDown"/>), also what waited during a pause.
    /// </summary>
    /// <param name="keepsState">False: its channels are closed and its timers never fire. True: they outlast the crash and go on after the
    /// restart, as with a host that saves its state; timers that come due meanwhile fire then.</param>
    /// <exception cref="InvalidOperationException">It is down already.</exception>
    public void Crash(bool keepsState = false)
    {
        Life.Crash(keepsState);
        foreach (SimulatedInterface it in keepsState ? [] : Interfaces)
        {
            it.CloseChannels();
        }
    }

    /// <summary>Brings the host up again. After a crash that lost its state it is empty.</summary>
    /// <param name="boot">Builds what runs on it; not given where the state was kept.</param>
    /// <exception cref="InvalidOperationException">It is not down.</exception>
    /// <exception cref="ArgumentException">There is something to build, but nothing was lost.</exception>
    public void Restart(Action<SimulatedHost>? boot = null) => Life.Restart(boot is null ? null : () => boot(this));

    /// <summary>How many datagrams wait for it to resume.</summary>
    internal int Parked => _life?.Clock.PostponedCount ?? 0;

    /// <summary>Whether what arrives waits its turn.</summary>
    internal bool Queues => _life is { Queues: true };

    internal void Add(SimulatedInterface further) => (_further ??= []).Add(further);

    private void Reconsidered()
    {
        foreach (SimulatedInterface it in Interfaces)
        {
            it.Reconsider();
        }
    }
}
