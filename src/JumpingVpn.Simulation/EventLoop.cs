using System.Globalization;
using JumpingVpn.Simulation.Scheduling;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation;

/// <summary>
/// Discrete events in virtual time, on the caller's thread: takes the earliest (due, sequence), moves the clock to it, fires it,
/// then runs the continuations that became ready, oldest first, and repeats. Time moves in no other way.
/// </summary>
/// <remarks>
/// <para>It knows no network: a laboratory of real sockets uses it as its manual clock, with <see cref="AfterEvent"/> to settle.</para>
/// <para>During a run, events see no synchronization context and continuations see the simulation's own; afterwards the
/// caller's is back. Async code of the user belongs into <see cref="Run"/> or <see cref="Start"/>.</para>
/// <para>Thread rule: one thread at a time; a thread that interferes with a run is reported as a
/// <see cref="DeterminismViolationException"/>.</para>
/// </remarks>
public sealed class EventLoop
{
    private readonly EventQueue _events = new();
    private readonly SimulationSynchronizationContext _context;
    private readonly RunBounds _bounds;
    private readonly ForeignThreads _foreign;
    private readonly List<IEventTarget> _targets = [];
    private readonly Workloads _workloads = new();
    private Func<bool>? _isQuiescent;
    private VirtualTimeProvider? _timeProvider;
    private long _sequence;

    /// <summary>Creates a loop at virtual time 0.</summary>
    /// <param name="options">Bounds for runs that would not end; null for the defaults.</param>
    public EventLoop(EventLoopOptions? options = null)
    {
        Options = options ?? DefaultOptions;
        Options.Validate();
        _context = new SimulationSynchronizationContext(this);
        _bounds = new RunBounds(Options);
        _foreign = new ForeignThreads(this);
    }

    /// <summary>The bounds in force.</summary>
    public EventLoopOptions Options { get; }

    /// <summary>The virtual time since the loop was made.</summary>
    public TimeSpan Now => new(NowTicks);

    /// <summary>The clock and timers for code that takes a <see cref="System.TimeProvider"/>.</summary>
    public VirtualTimeProvider TimeProvider => _timeProvider ??= new VirtualTimeProvider(this);

    /// <summary>
    /// Called after every event and its continuations, and at the beginning of every run, before time advances; again and again
    /// until it answers false. Returns whether anything happened. Null for none.
    /// </summary>
    public Func<bool>? AfterEvent { get; set; }

    /// <summary>Events and timers that have not fired yet.</summary>
    public int PendingEvents => _events.Count + Timers.Count;

    /// <summary>How many events and timers have fired.</summary>
    public long FiredEvents { get; private set; }

    /// <summary>True inside a run.</summary>
    public bool IsRunning { get; private set; }

    internal long NowTicks { get; private set; }

    internal TimerQueue Timers { get; } = new();

    /// <summary>When a run without its own limit has taken too long.</summary>
    private long HorizonTicks => NowTicks + Math.Min(Options.Horizon.Ticks, VirtualTimeProvider.Latest.Ticks - NowTicks);

    internal bool IsForeignThread => _foreign.IsForeign;

    private static EventLoopOptions DefaultOptions { get; } = new();

    /// <summary>Calls back once, after a delay of virtual time; 0 is the next event of the present time.</summary>
    /// <returns>The timer, to change or dispose it.</returns>
    public ITimer After(TimeSpan delay, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return TimeProvider.CreateTimer(static state => ((Action)state!)(), callback, delay, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Lets this much virtual time pass: fires everything that becomes due, also at its very end.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or ends after <see cref="VirtualTimeProvider.Latest"/>.</exception>
    public void RunFor(TimeSpan time)
    {
        long end = EndOf(time, nameof(time));
        Pump(end, condition: null);
        StandAt(end);
    }

    /// <summary>Runs until the condition holds, looking before the first event and after each.</summary>
    /// <param name="condition">Must change nothing.</param>
    /// <param name="within">The most virtual time to let pass; <see cref="TimeSpan.MaxValue"/> for no limit.</param>
    /// <returns>Whether it became true; if so the clock stands at that event, if not, <paramref name="within"/> has passed.
    /// Without a limit:
    /// false if nothing is left that could happen, and the clock stands at the last event.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative, or ends after
    /// <see cref="VirtualTimeProvider.Latest"/>.</exception>
    public bool RunUntil(Func<bool> condition, TimeSpan within)
    {
        ArgumentNullException.ThrowIfNull(condition);
        bool endless = within == TimeSpan.MaxValue;
        long end = endless ? VirtualTimeProvider.Latest.Ticks : EndOf(within, nameof(within));
        if (Pump(end, condition))
        {
            return true;
        }

        if (!endless)
        {
            StandAt(end);
        }

        return false;
    }

    /// <summary>Runs until the condition holds, or fails with what everybody was waiting for.</summary>
    /// <param name="condition">Must change nothing.</param>
    /// <param name="within">The most virtual time to let pass.</param>
    /// <param name="what">What the condition says, for the message: <c>the phone has its answer</c>.</param>
    /// <exception cref="SimulationOverrunException">It did not become true; the message names it, the armed timers with the hosts they
    /// belong to, and the unfinished workloads.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan within, string what)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(what);
        if (!RunUntil(condition, within))
        {
            throw Overrun($"\"{what}\" did not become true", within);
        }
    }

    /// <summary>Runs until nothing is pending but perpetual and periodic timers, and leaves the clock at the last event.</summary>
    /// <exception cref="SimulationOverrunException">Not at rest after <see cref="EventLoopOptions.Horizon"/>.</exception>
    public void RunUntilQuiescent()
    {
        if (!Pump(HorizonTicks, _isQuiescent ??= IsQuiescent))
        {
            throw Overrun("The simulation did not come to rest", Options.Horizon);
        }
    }

    /// <summary>Runs async code to its end in virtual time, on this thread.</summary>
    /// <exception cref="SimulationDeadlockException">It waits and nothing is pending.</exception>
    /// <exception cref="SimulationOverrunException">It was not done after <see cref="EventLoopOptions.Horizon"/>.</exception>
    /// <exception cref="DeterminismViolationException">A continuation came back from another thread.</exception>
    public void Run(Func<Task> workload)
    {
        Task task = Start(workload);
        Complete(task);
        task.GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    public T Run<T>(Func<Task<T>> workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        Task<T>? task = null;
        Run(() => (Task)(task = workload()));
        return task!.GetAwaiter().GetResult();
    }

    /// <summary>Begins async code under the simulation's context, up to its first wait; later runs carry it on.</summary>
    public Task Start(Func<Task> workload)
    {
        ArgumentNullException.ThrowIfNull(workload);
        SynchronizationContext? caller = Enter();
        try
        {
            SynchronizationContext.SetSynchronizationContext(_context);
            return _workloads.Add(workload());
        }
        finally
        {
            Leave(caller);
        }
    }

    /// <summary>What is pending, for people: how many events, the first twenty timers in their order with the hosts they belong to, the
    /// continuations that are ready, and the unfinished workloads with what they await.</summary>
    public string DescribePending()
    {
        IEnumerable<string> timers = Timers.InOrder().Take(20).Select(timer => $"\n  timer {timer.Describe()}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{_events.Count} events, {Timers.Count} timers and {_context.ReadyCount} continuations are "
                + $"pending.{string.Concat(timers)}{_workloads}"
        );
    }

    /// <summary>Gives a target its number.</summary>
    internal int Register(IEventTarget target)
    {
        _targets.Add(target);
        return _targets.Count - 1;
    }

    internal long NextSequence() => _sequence++;

    internal void Schedule(long due, int target, int argument) => _events.Push(new ScheduledEvent(due, _sequence++, target, argument));

    /// <summary>Schedules under a sequence number drawn earlier: the place in the order is the one it had then.</summary>
    internal void Schedule(long due, long sequence, int target, int argument) =>
        _events.Push(new ScheduledEvent(due, sequence, target, argument));

    /// <summary>Refuses a call from another thread while a run is in progress.</summary>
    internal void AssertThread()
    {
        if (IsRunning && _foreign.IsForeign)
        {
            _foreign.ThrowIntrusion();
        }
    }

    internal void ReportForeignPost(string continuation) => _foreign.ReportPost(continuation);

    /// <summary>The end of so much time from now; a clock cannot go beyond its end, nor wrap around.</summary>
    private long EndOf(TimeSpan time, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        return time <= VirtualTimeProvider.Latest - Now
            ? NowTicks + time.Ticks
            : throw new ArgumentOutOfRangeException(
                name,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The clock is at {Now:c} and cannot advance by {time:c}: virtual time ends at "
                        + $"{VirtualTimeProvider.Latest:c}. Let less time pass."
                )
            );
    }

    private bool IsQuiescent() => _events.Count == 0 && Timers.TransientCount == 0;

    private void Complete(Task task)
    {
        if (Pump(HorizonTicks, () => task.IsCompleted))
        {
            return;
        }

        if (PendingEvents > 0)
        {
            throw Overrun("The workload was not done", Options.Horizon);
        }

        _foreign.AwaitViolation(Options.ForeignPostGrace);
        throw new SimulationDeadlockException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The workload waits at {Now:c}, and nothing is pending that could end the wait.{_workloads}"
            )
        );
    }

    private SimulationOverrunException Overrun(string what, TimeSpan within) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{what} within {within:c} of virtual time. At {Now:c}, {DescribePending()}"));

    private SimulationLivelockException Livelock(int bound, string what) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"More than {bound} {what} at {Now:c} without time advancing. {DescribePending()}")
        );

    /// <summary>Fires what is due up to <paramref name="end"/>, or until the condition holds; returns whether it does.</summary>
    private bool Pump(long end, Func<bool>? condition)
    {
        SynchronizationContext? caller = Enter();
        try
        {
            Settle();
            while (condition is null || !condition())
            {
                if (!FireNext(end))
                {
                    return false;
                }

                Settle();
            }

            return true;
        }
        finally
        {
            Leave(caller);
        }
    }

    private bool FireNext(long end)
    {
        VirtualTimer? timer = Timers.First;
        bool hasEvent = _events.TryPeek(out ScheduledEvent entry);
        bool timerFirst =
            timer is not null && (!hasEvent || timer.Due < entry.Due || (timer.Due == entry.Due && timer.Sequence < entry.Sequence));
        if ((!timerFirst && !hasEvent) || (timerFirst ? timer!.Due : entry.Due) > end)
        {
            return false;
        }

        MoveTo(timerFirst ? timer!.Due : entry.Due);
        FiredEvents++;
        if (timerFirst)
        {
            timer!.Fire();
        }
        else
        {
            _events.Pop();
            _targets[entry.Target].Fire(entry.Argument);
        }

        return true;
    }

    private void MoveTo(long due)
    {
        if (due > NowTicks)
        {
            StandAt(due);
        }
        else if (!_bounds.AllowsEvent())
        {
            throw Livelock(Options.MaxEventsPerInstant, "events fired");
        }
    }

    /// <summary>Sets the clock forward, to an event or to the end of a run: what fires then is not of the same instant.</summary>
    private void StandAt(long time)
    {
        if (time > NowTicks)
        {
            NowTicks = time;
            _bounds.Reset();
        }
    }

    /// <summary>Runs what became ready and lets the carrier catch up, until neither has anything to do at this instant.</summary>
    private void Settle()
    {
        do
        {
            if (_context.HasReady)
            {
                Drain();
            }

            _foreign.ThrowIfViolated();
        } while (AfterEvent is { } hook && hook());

        if (_context.HasReady)
        {
            Drain();
        }
    }

    private void Drain()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            while (_context.HasReady)
            {
                if (!_bounds.AllowsContinuation())
                {
                    throw Livelock(Options.MaxContinuationsPerInstant, "continuations ran");
                }

                _context.RunNext();
            }
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private SynchronizationContext? Enter()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException(
                "The loop is running already: a run cannot be started from inside an event or a continuation."
            );
        }

        _foreign.ThrowIfViolated();
        _foreign.Adopt();
        IsRunning = true;
        SynchronizationContext? caller = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        return caller;
    }

    private void Leave(SynchronizationContext? caller)
    {
        IsRunning = false;
        SynchronizationContext.SetSynchronizationContext(caller);
    }
}
