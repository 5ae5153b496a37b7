using JumpingVpn.Protocol.Client.Health;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class HealthMonitorTests
{
    private static readonly ClientOptions Options = new() { HealthSamples = 10, VolatilityWindow = TimeSpan.FromSeconds(2) };
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(40);

    private readonly HealthMonitor _health = new(Options);
    private TimeSpan _now = TimeSpan.FromSeconds(50);
    private long _sequence;

    [Fact]
    public void Nothing_is_judged_before_the_window_is_full()
    {
        Lose(9);
        _health.IsBad.Should().BeFalse();
        _health.View.Samples.Should().Be(9);
        Lose(1);
        _health.IsBad.Should().BeTrue();
    }

    [Fact]
    public void A_lost_transmission_is_counted_at_four_round_trip_thresholds_to_the_tick()
    {
        _health.Sent(ProbeKind.Data, 1, _now);
        TimeSpan due = _now + (4 * Options.VolatileRoundTrip);
        _health.NextJudgement.Should().Be(due);
        _health.Judge(due - new TimeSpan(1));
        _health.View.Samples.Should().Be(0);
        _health.Judge(due);

        _health.View.Samples.Should().Be(1);
        _health.NextJudgement.Should().BeNull();
        _health.Answered(ProbeKind.Data, 1, 1, due);
        _health.View.Samples.Should().Be(1, "an answer that comes later than that changes nothing");
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 51_317)]
    [InlineData(2, 105_573)]
    [InlineData(5, 292_894)]
    [InlineData(10, 1_000_000)]
    public void Loss_is_told_for_one_direction(int lostOfTen, int partsPerMillion)
    {
        Lose(lostOfTen);
        Deliver(10 - lostOfTen);

        _health.View.LossPartsPerMillion.Should().Be(partsPerMillion);
    }

    [Fact]
    public void The_window_forgets_the_oldest()
    {
        Lose(10);
        Deliver(9);
        _health.View.LossPartsPerMillion.Should().Be(51_317);
        Deliver(1);
        _health.View.LossPartsPerMillion.Should().Be(0);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.volatility-window")]
    public void A_signal_over_its_threshold_counts_after_the_volatility_window_to_the_tick(long ticks, bool volatileThen)
    {
        Lose(10);
        TimeSpan bad = _now;
        _health.VolatileAt.Should().BeNull();
        Lose(10);

        _health.VolatileAt.Should().Be(bad + Options.VolatilityWindow);
        (_health.VolatileAt <= bad + Options.VolatilityWindow + new TimeSpan(ticks)).Should().Be(volatileThen);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(10, 99)]
    public void A_burst_shorter_than_half_the_window_never_counts_however_long_it_is_remembered(int length, int millisecondsApart)
    {
        Deliver(10);
        for (int i = 0; i < length; i++)
        {
            _health.Sent(ProbeKind.Data, ++_sequence, _now + (i * TimeSpan.FromMilliseconds(millisecondsApart)));
        }

        _now += TimeSpan.FromMilliseconds(length * millisecondsApart) + (4 * Options.VolatileRoundTrip);
        _health.Judge(_now);
        for (int i = 0; i < 100; i++)
        {
            _now += TimeSpan.FromSeconds(1);
            Deliver(1);
            (_health.VolatileAt <= _now).Should().BeFalse("it has left the window before so many samples were taken");
        }
    }

    [Fact]
    public void A_single_spike_of_the_round_trip_never_counts()
    {
        Deliver(20);
        Deliver(1, TimeSpan.FromMilliseconds(1_199));
        for (int i = 0; i < 100; i++)
        {
            _now += TimeSpan.FromMilliseconds(100);
            Deliver(1);
            (_health.VolatileAt <= _now).Should().BeFalse();
        }
    }

    [Fact]
    public void A_round_trip_that_stays_over_its_threshold_counts()
    {
        Deliver(23, TimeSpan.FromMilliseconds(300));

        _health.View.RoundTrip.Should().Be(TimeSpan.FromMilliseconds(300));
        _health.VolatileAt.Should().NotBeNull();
        _health.BelowFloorAt.Should().BeNull("nothing is lost");
    }

    [Fact]
    public void A_round_trip_one_tick_below_its_threshold_is_well()
    {
        Deliver(40, TimeSpan.FromMilliseconds(300) - new TimeSpan(1));

        _health.IsBad.Should().BeFalse();
    }

    [Fact]
    public void Jitter_over_its_threshold_counts_although_the_mean_is_well()
    {
        for (int i = 0; i < 60; i++)
        {
            Deliver(1, TimeSpan.FromMilliseconds(i % 2 == 0 ? 10 : 150));
        }

        _health.View.RoundTrip.Should().BeLessThan(Options.VolatileRoundTrip);
        _health.View.Jitter.Should().BeGreaterThan(Options.VolatileJitter);
        _health.VolatileAt.Should().NotBeNull();
    }

    [Fact]
    public void What_was_sent_twice_measures_no_round_trip_and_each_copy_has_its_own_fate()
    {
        _health.Sent(ProbeKind.Data, 1, _now);
        _health.Sent(ProbeKind.Data, 1, _now + Round);
        _health.Answered(ProbeKind.Data, 1, transmissions: 2, _now + (2 * Round));
        _health.Answered(ProbeKind.Data, 1, transmissions: 0, _now + (3 * Round));

        _health.View.Should().Be(new PathHealth(0, null, TimeSpan.Zero, 2));
    }

    [Fact]
    public void What_was_lost_before_the_copy_that_arrived_is_judged_in_its_time()
    {
        TimeSpan settling = 4 * Options.VolatileRoundTrip;
        _health.Sent(ProbeKind.Data, 1, _now);
        _health.Sent(ProbeKind.Data, 1, _now + TimeSpan.FromSeconds(1));
        _health.Answered(ProbeKind.Data, 1, transmissions: 2, _now + TimeSpan.FromSeconds(1));

        _health.NextJudgement.Should().Be(_now + settling);
        _health.Judge(_now + settling);
        (_health.View.Samples, _health.NextJudgement).Should().Be((2, null));
    }

    [Fact]
    public void A_new_path_is_a_blank_page()
    {
        Lose(10);
        Deliver(10, TimeSpan.FromMilliseconds(500));
        _health.Sent(ProbeKind.Data, 99, _now);
        _health.Reset();

        _health.View.Should().Be(new PathHealth(0, null, TimeSpan.Zero, 0));
        (_health.IsBad, _health.LastBad, _health.NextJudgement).Should().Be((false, null, null));
    }

    [Fact]
    public void More_open_transmissions_than_it_remembers_are_forgotten_not_lost()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _health.Sent(ProbeKind.Data, i, _now);
        }

        _health.Judge(_now + TimeSpan.FromMinutes(1));
        _health.View.Samples.Should().Be(10, "the window of fates is bounded too");
        _health.NextJudgement.Should().BeNull();
    }

    private void Deliver(int count, TimeSpan? roundTrip = null)
    {
        for (int i = 0; i < count; i++)
        {
            _health.Sent(ProbeKind.Data, ++_sequence, _now);
            _now += roundTrip ?? Round;
            _health.Answered(ProbeKind.Data, _sequence, transmissions: 1, _now);
        }
    }

    /// <summary>All at once, so that they are judged in one instant.</summary>
    private void Lose(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _health.Sent(ProbeKind.Data, ++_sequence, _now);
        }

        _now += count == 0 ? TimeSpan.Zero : 4 * Options.VolatileRoundTrip;
        _health.Judge(_now);
    }
}
