using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class SwitchBudgetTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);
    private static readonly ServerOptions Options = new() { MaximumSwitchesPerMinute = 3 };

    private SwitchBudget _budget;

    [Fact]
    public void The_first_switch_is_always_allowed()
    {
        _budget.Judge(Options, TimeSpan.Zero).Should().Be(SwitchVerdict.Allowed);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void The_cooldown_ends_at_the_very_tick(int ticks, bool allowed)
    {
        _budget.Add(Options, Start);

        SwitchVerdict verdict = _budget.Judge(Options, Start + Options.SwitchCooldown + TimeSpan.FromTicks(ticks));

        verdict.Should().Be(allowed ? SwitchVerdict.Allowed : SwitchVerdict.CoolingDown);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void A_switch_counts_for_a_minute_to_the_tick(int ticks, bool allowed)
    {
        for (int i = 0; i < 3; i++)
        {
            TimeSpan at = Start + TimeSpan.FromSeconds(10 * i);
            _budget.Judge(Options, at).Should().Be(SwitchVerdict.Allowed);
            _budget.Add(Options, at);
        }

        SwitchVerdict verdict = _budget.Judge(Options, Start + TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(ticks));

        verdict.Should().Be(allowed ? SwitchVerdict.Allowed : SwitchVerdict.TooMany);
    }

    [Fact]
    public void What_is_undone_leaves_no_trace_where_the_ring_has_gone_round()
    {
        _budget.Add(Options, Start);
        _budget.Add(Options, Start + TimeSpan.FromSeconds(30));
        _budget.Add(Options, Start + TimeSpan.FromSeconds(40));
        TimeSpan later = Start + TimeSpan.FromSeconds(61);
        _budget.Judge(Options, later).Should().Be(SwitchVerdict.Allowed);
        _budget.Add(Options, later);
        _budget.Undo();

        _budget.Judge(Options, later + Options.SwitchCooldown).Should().Be(SwitchVerdict.Allowed, "only two are less than a minute old");
        _budget.Add(Options, later + Options.SwitchCooldown);
        _budget.Judge(Options, later + (2 * Options.SwitchCooldown)).Should().Be(SwitchVerdict.TooMany);
    }

    [Fact]
    public void One_that_is_undone_counts_no_more_but_is_cooled_down_after()
    {
        for (int i = 0; i < 20; i++)
        {
            TimeSpan at = Start + TimeSpan.FromSeconds(i);
            _budget.Judge(Options, at).Should().Be(SwitchVerdict.Allowed);
            _budget.Add(Options, at);
            _budget.Undo();
            _budget.Judge(Options, at).Should().Be(SwitchVerdict.CoolingDown);
        }

        for (int i = 20; i < 23; i++)
        {
            _budget.Judge(Options, Start + TimeSpan.FromSeconds(i)).Should().Be(SwitchVerdict.Allowed);
            _budget.Add(Options, Start + TimeSpan.FromSeconds(i));
        }

        _budget.Judge(Options, Start + TimeSpan.FromSeconds(40)).Should().Be(SwitchVerdict.TooMany);
        _budget
            .Judge(Options, Start + TimeSpan.FromSeconds(80))
            .Should()
            .Be(SwitchVerdict.Allowed, "the first that counts has left the minute");
    }

    [Fact]
    public void The_minute_slides_for_ever()
    {
        TimeSpan now = Start;
        for (int i = 0; i < 100; i++, now += TimeSpan.FromSeconds(20))
        {
            _budget.Judge(Options, now).Should().Be(SwitchVerdict.Allowed, $"of number {i}");
            _budget.Add(Options, now);
            _budget.Judge(Options, now + TimeSpan.FromSeconds(19.999)).Should().Be(i < 2 ? SwitchVerdict.Allowed : SwitchVerdict.TooMany);
        }
    }

    [Fact]
    public void It_takes_8_bytes_for_each_switch_that_a_minute_may_have_and_8_to_count_them()
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100_000; i++)
        {
            _budget.Add(Options, Start + TimeSpan.FromSeconds(20 * i));
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThanOrEqualTo((8 * 3) + 8 + 24, "an array has its own head");
    }
}
