using System.Runtime.CompilerServices;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

/// <summary>The first five are the faults of a clock that is merely advanced; see docs/determinism.md.</summary>
public class VirtualTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();

    [Fact]
    public void A_callback_sees_its_own_due_time_not_the_end_of_the_run()
    {
        var seen = new List<TimeSpan>();
        using ITimer timer = Every(TimeSpan.FromMilliseconds(300), () => seen.Add(_loop.Now));

        _loop.RunFor(Second);

        seen.Should().Equal(TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(600), TimeSpan.FromMilliseconds(900));
        _loop.Now.Should().Be(Second);
    }

    [Fact]
    public void Equal_deadlines_fire_in_the_order_of_arming_whatever_was_disposed_between()
    {
        var fired = new List<int>();
        ITimer[] timers = Enumerable.Range(0, 6).Select(i => _loop.After(Second, () => fired.Add(i))).ToArray();
        timers[1].Dispose();
        timers[3].Dispose();
        _loop.After(Second, () => fired.Add(6));
        _loop.After(Second, () => fired.Add(7));
        timers[0].Change(Second, Timeout.InfiniteTimeSpan);

        _loop.RunFor(Second);

        fired.Should().Equal(2, 4, 5, 6, 7, 0);
    }

    [Fact]
    public void Nothing_fires_inside_the_call_that_arms_it()
    {
        bool fired = false;
        using ITimer timer = _loop.TimeProvider.CreateTimer(_ => fired = true, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        fired.Should().BeFalse();
        timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        fired.Should().BeFalse();

        _loop.RunFor(TimeSpan.Zero);

        fired.Should().BeTrue();
    }

    [Fact]
    public void An_armed_timer_that_nobody_refers_to_survives_the_garbage_collector()
    {
        int fired = 0;
        ArmUnreferenced(() => fired++);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        _loop.RunFor(Second);

        fired.Should().Be(1);
    }

    [Fact]
    public void No_period_is_missed_when_much_time_passes_at_once()
    {
        int fired = 0;
        using ITimer timer = Every(TimeSpan.FromMilliseconds(1), () => fired++);

        _loop.RunFor(10 * Second);

        fired.Should().Be(10_000);
    }

    [Fact]
    public void A_callback_may_change_dispose_and_create_timers()
    {
        var fired = new List<string>();
        ITimer other = _loop.After(2 * Second, () => fired.Add("never"));
        ITimer? periodic = null;
        periodic = Every(
            Second,
            () =>
            {
                fired.Add("periodic");
                other.Dispose();
                _loop.After(TimeSpan.Zero, () => fired.Add("nested"));
                if (fired.Count(it => it == "periodic") == 2)
                {
                    periodic!.Dispose();
                }
            }
        );

        _loop.RunFor(10 * Second);

        fired.Should().Equal("periodic", "nested", "periodic", "nested");
    }

    [Fact]
    public void A_disposed_timer_can_not_be_changed()
    {
        ITimer timer = _loop.After(Second, () => { });
        timer.Dispose();

        timer.Change(Second, Second).Should().BeFalse();
        _loop.PendingEvents.Should().Be(0);
    }

    [Fact]
    public void Times_before_now_are_refused()
    {
        Action act = () => _loop.After(TimeSpan.FromTicks(-1), () => { });

        act.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void The_clock_is_the_same_on_every_machine()
    {
        _loop.RunFor(TimeSpan.FromTicks(1));

        _loop.TimeProvider.GetUtcNow().Should().Be(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(1));
        _loop.TimeProvider.GetLocalNow().Offset.Should().Be(TimeSpan.Zero);
        _loop.TimeProvider.TimestampFrequency.Should().Be(10_000_000);
        _loop.TimeProvider.GetTimestamp().Should().Be(1);
    }

    [Fact]
    public void Armed_timers_are_listed_in_firing_order_with_the_method_they_call()
    {
        using ITimer late = _loop.After(2 * Second, NamedCallback);
        using ITimer early = _loop.TimeProvider.Perpetual.CreateTimer(_ => { }, null, Second, Second);

        IReadOnlyList<ArmedTimer> armed = _loop.TimeProvider.ArmedTimers;

        armed.Select(it => it.Due).Should().Equal(Second, 2 * Second);
        armed[0].Period.Should().Be(Second);
        armed[0].IsPerpetual.Should().BeTrue();
        armed
            .Select(static timer => timer.ToString().EndsWith(", perpetual", StringComparison.Ordinal))
            .Should()
            .Equal(armed.Select(static timer => timer.IsPerpetual));
        armed[1].ToString().Should().Be("JumpingVpn.Simulation.Tests.Time.VirtualTimeProviderTests.NamedCallback at 00:00:02");
    }

    [Fact]
    public void Timers_under_churn_fire_exactly_like_a_sorted_list()
    {
        // Re-arming and disposal remove from the middle of the heap; the reference is a list sorted by (due, order of arming).
        var random = new RandomStream(3);
        var fired = new List<int>();
        var reference = new SortedDictionary<(TimeSpan Due, int Order), int>();
        var keys = new (TimeSpan Due, int Order)?[100];
        ITimer[] timers = Enumerable
            .Range(0, 100)
            .Select(i => _loop.TimeProvider.CreateTimer(_ => fired.Add(i), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan))
            .ToArray();
        for (int order = 0; order < 5_000; order++)
        {
            int index = (int)random.Below(100);
            if (keys[index] is { } old)
            {
                reference.Remove(old);
                keys[index] = null;
            }

            TimeSpan due = random.Below(4) == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromTicks((long)random.Below(30));
            timers[index].Change(due, Timeout.InfiniteTimeSpan);
            if (due >= TimeSpan.Zero)
            {
                keys[index] = (due, order);
                reference.Add((due, order), index);
            }
        }

        _loop.RunUntilQuiescent();

        fired.Should().Equal(reference.Values);
    }

    private static void NamedCallback() { }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ArmUnreferenced(Action callback) => _loop.After(Second, callback);

    private ITimer Every(TimeSpan period, Action callback) => _loop.TimeProvider.CreateTimer(_ => callback(), null, period, period);
}
