using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation;

/// <summary>
/// The life of one host, whatever carries its datagrams: it runs, is paused, is down, and has a clock that goes with it. The carrier asks
/// <see cref="State"/> before it sends or delivers.
/// </summary>
/// <remarks>Thread rule: the simulation's thread.</remarks>
public sealed class HostLife
{
    private readonly string _name;
    private readonly Action _changed;
    private bool _keepsState;

    /// <summary>Creates a host that runs.</summary>
    /// <param name="loop">Who moves time.</param>
    /// <param name="name">The host, for messages.</param>
    /// <param name="changed">Called after each change of <see cref="State"/>, before anything follows from it, and when the host
    /// has caught up
    /// after a pause.</param>
    public HostLife(EventLoop loop, string name, Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        _name = name;
        _changed = changed;
        Clock = new HostClock(loop, name) { CaughtUp = changed };
    }

    /// <summary>What the host is doing.</summary>
    public HostState State { get; private set; }

    /// <summary>True while arrivals must wait their turn: it is paused, or has not caught up with what waited.</summary>
    public bool Queues => State == HostState.Paused || Clock.IsCatchingUp;

    /// <summary>Its clock and timers. A restart without state brings a new one, with the same drift and offset.</summary>
    public HostClock Clock { get; private set; }

    /// <summary>Freezes it: timers that become due wait, and so does what the carrier postpones.</summary>
    /// <exception cref="InvalidOperationException">It is not running.</exception>
    public void Pause()
    {
        Require(HostState.Running, "paused");
        Clock.Freeze();
        Enter(HostState.Paused);
    }

    /// <summary>Ends a pause: what waited happens now, in the order in which it became due or was postponed.</summary>
    /// <exception cref="InvalidOperationException">It is not paused.</exception>
    public void Resume()
    {
        Require(HostState.Paused, "resumed");
        Clock.Thaw();
        Enter(HostState.Running);
    }

    /// <summary>Takes it down. What was postponed happens at once, and finds it down.</summary>
    /// <param name="keepsState">False: its timers never fire. True: those that come due meanwhile fire after the restart.</param>
    /// <exception cref="InvalidOperationException">It is down already.</exception>
    public void Crash(bool keepsState)
    {
        if (State == HostState.Down)
        {
            throw new InvalidOperationException($"\"{_name}\" is down already: it cannot crash again before it is restarted.");
        }

        _keepsState = keepsState;
        Enter(HostState.Down);
        if (keepsState)
        {
            Clock.Freeze();
            Clock.RunPostponed();
        }
        else
        {
            Clock.Stop();
        }
    }

    /// <summary>Brings it up again.</summary>
    /// <param name="boot">Builds what runs on it; null if the state was kept.</param>
    /// <exception cref="InvalidOperationException">It is not down.</exception>
    /// <exception cref="ArgumentException">There is something to build, but nothing was lost.</exception>
    public void Restart(Action? boot)
    {
        Require(HostState.Down, "restarted");
        if (_keepsState && boot is not null)
        {
            throw new ArgumentException($"\"{_name}\" kept its state, so there is nothing to build: restart it without a boot action.");
        }

        if (!_keepsState)
        {
            Clock = Clock.Successor();
            Clock.CaughtUp = _changed;
        }

        if (_keepsState)
        {
            Clock.Thaw();
        }

        Enter(HostState.Running);
        boot?.Invoke();
    }

    private void Enter(HostState state)
    {
        State = state;
        _changed();
    }

    private void Require(HostState state, string what)
    {
        if (State != state)
        {
            throw new InvalidOperationException($"\"{_name}\" is {State} and cannot be {what}: it must be {state}.");
        }
    }
}
