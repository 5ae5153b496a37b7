using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Simulation.Topology;

namespace JumpingVpn.Simulation;

/// <summary>
/// A host: its first interface, further ones if it has any, and a clock of its own. It can be paused, crash and restart.
/// </summary>
/// <remarks>
/// A pause or a crash reaches the host's channels and the timers of its <see cref="Clock"/>. Code that runs on the host must therefore take
/// its time from there; what takes it from the network's clock stands beside the host.
/// </remarks>
public sealed class SimulatedHost : SimulatedInterface
{
    private List<SimulatedInterface>? _further;
    private HostClock? _clock;
    private bool _keepsState;

    internal SimulatedHost(Fabric fabric, string name, AddressRealm outside, in TransportAddress address)
        : base(fabric, name, outside, address, host: null)
    {
    }

    /// <summary>What the host is doing.</summary>
    public HostState State { get; private set; }

    /// <summary>The host's own clock and timers. A restart without state brings a new one, with the same drift and offset.</summary>
    public HostClock Clock => _clock ??= new HostClock(Fabric.Loop, Name);

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

    /// <summary>Freezes the host, as a stopped process or a sleeping phone: what arrives waits, timers that become due wait, and sends
    /// answer <see cref="SendResult.Unreachable"/>. The network and its NATs go on.</summary>
    /// <exception cref="InvalidOperationException">It is not running.</exception>
    public void Pause()
    {
        Require(HostState.Running, "paused");
        Clock.Freeze();
        Enter(HostState.Paused);
    }

    /// <summary>Ends a pause: what waited happens now, in the order in which it became due or arrived.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public void Resume()
    {
        Require(HostState.Paused, "resumed");
        Enter(HostState.Running);
        Clock.Thaw();
    }

    /// <summary>
    /// Takes the host down: what arrives is dropped (<see cref="Network.Ledger.DropReason.HostDown"/>), also what waited during a pause.
    /// </summary>
    /// <param name="keepsState">False: its channels are closed and its timers never fire. True: they outlast the crash and go on after the
    /// restart, as with a host that saves its state; timers that come due meanwhile fire then.</param>
    /// <exception cref="InvalidOperationException">It is down already.</exception>
    public void Crash(bool keepsState = false)
    {
        if (State == HostState.Down)
        {
            throw new InvalidOperationException($"\"{Name}\" is down already: it cannot crash again before it is restarted.");
        }

        _keepsState = keepsState;
        Enter(HostState.Down);
        if (keepsState)
        {
            Clock.Freeze();
            Clock.RunPostponed();
            return;
        }

        Clock.Stop();
        foreach (SimulatedInterface it in Interfaces)
        {
            it.CloseChannels();
        }
    }

    /// <summary>Brings the host up again. After a crash that lost its state it is empty.</summary>
    /// <param name="boot">Builds what runs on it; not given where the state was kept.</param>
    /// <exception cref="InvalidOperationException">It is not down.</exception>
    /// <exception cref="ArgumentException">There is something to build, but nothing was lost.</exception>
    public void Restart(Action<SimulatedHost>? boot = null)
    {
        Require(HostState.Down, "restarted");
        if (_keepsState && boot is not null)
        {
            throw new ArgumentException($"\"{Name}\" kept its state, so there is nothing to build: restart it without a boot action.");
        }

        Enter(HostState.Running);
        if (_keepsState)
        {
            Clock.Thaw();
            return;
        }

        _clock = Clock.Successor();
        boot?.Invoke(this);
    }

    internal void Add(SimulatedInterface further) => (_further ??= []).Add(further);

    private void Enter(HostState state)
    {
        State = state;
        foreach (SimulatedInterface it in Interfaces)
        {
            it.Reconsider();
        }
    }

    private void Require(HostState state, string what)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"\"{Name}\" is {State} and cannot be {what}: it must be {state}.");
        }
    }
}
