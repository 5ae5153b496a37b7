using JumpingVpn.Protocol.Driving;

namespace JumpingVpn.Protocol.Tests.Driving;

public sealed class CandidateSetTests
{
    private static readonly RoamingOptions Options = new()
    {
        PathPenalty = TimeSpan.FromSeconds(5),
        MaximumPathPenalty = TimeSpan.FromSeconds(12),
        ReturnStability = TimeSpan.FromSeconds(3),
    };

    private static readonly TimeSpan Now = TimeSpan.FromSeconds(100);

    private readonly CandidateSet _set = new(3, Options);

    [Fact]
    public void The_first_in_the_order_of_preference_is_next()
    {
        _set.Next(Now, withCurrent: false).Should().Be(1);
        _set.Current = 2;
        _set.Next(Now, withCurrent: false).Should().Be(0);
        _set.Next(Now, withCurrent: true).Should().Be(0);
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [Trait("timer", "roaming.path-penalty")]
    public void One_that_has_failed_is_passed_over_until_its_penalty_ends(long ticks, int next)
    {
        _set.Penalise(Now, PathScore.Silent);
        _set.Current = 1;

        _set.Next(Now + Options.PathPenalty + new TimeSpan(ticks), withCurrent: false).Should().Be(next);
    }

    [Fact]
    public void Where_all_are_passed_over_the_one_that_was_worth_most_is_next()
    {
        long[] worth = [300, 100, 200];
        for (int i = 0; i < 3; i++)
        {
            _set.Current = i;
            _set.Penalise(Now, new PathScore(worth[i]));
        }

        _set.Next(Now, withCurrent: true).Should().Be(1);
        _set.Current = 1;
        _set.Next(Now, withCurrent: false).Should().Be(2);
    }

    [Fact]
    public void Of_those_that_were_worth_the_same_the_one_whose_penalty_ends_first_is_next()
    {
        for (int i = 2; i >= 0; i--)
        {
            _set.Current = i;
            _set.Penalise(Now + TimeSpan.FromSeconds(i), PathScore.Silent);
        }

        _set.Current = 2;
        _set.Next(Now, withCurrent: true).Should().Be(0);
    }

    [Fact]
    public void Of_equals_the_preferred_one_is_next()
    {
        for (int i = 2; i >= 0; i--)
        {
            _set.Current = i;
            _set.Penalise(Now, PathScore.Silent);
        }

        _set.Next(Now, withCurrent: true).Should().Be(0);
    }

    [Fact]
    public void A_move_for_the_sake_of_quality_takes_one_that_is_worth_twice_as_much_and_is_not_passed_over()
    {
        _set.Current = 1;
        _set.Penalise(Now, new PathScore(51));
        _set.Current = 2;
        _set.Penalise(Now, new PathScore(50));
        _set.Current = 0;

        TimeSpan later = Now + Options.PathPenalty;
        _set.Better(later - TimeSpan.FromTicks(1), new PathScore(100)).Should().BeNull("both are passed over");
        _set.Better(later, new PathScore(100)).Should().Be(2);
        _set.Better(later, new PathScore(99)).Should().BeNull();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "roaming.maximum-path-penalty")]
    public void A_measurement_counts_until_it_is_as_old_as_the_longest_penalty(int ticks, bool forgotten)
    {
        _set.Current = 1;
        _set.Penalise(Now, new PathScore(1_000));
        _set.TrySetAvailable(2, available: false, Now);
        _set.Current = 0;

        _set.Better(Now + Options.MaximumPathPenalty + TimeSpan.FromTicks(ticks), new PathScore(100)).Should().Be(forgotten ? 1 : null);
    }

    [Fact]
    public void The_next_time_to_look_for_a_better_one_is_when_a_penalty_ends()
    {
        _set.NextOpen(Now, Now).Should().BeNull("the others are open already");
        for (int i = 1; i < 3; i++)
        {
            _set.Current = i;
            _set.Penalise(Now + TimeSpan.FromSeconds(i), PathScore.Silent);
        }

        _set.Current = 0;

        _set.NextOpen(Now, Now).Should().Be(Now + TimeSpan.FromSeconds(1) + Options.PathPenalty);
        _set.NextOpen(Now, Now + TimeSpan.FromMinutes(1)).Should().Be(Now + TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void What_is_away_is_never_next()
    {
        _set.TrySetAvailable(0, available: false, Now).Should().BeTrue();
        _set.TrySetAvailable(0, available: false, Now).Should().BeFalse("that is no news");
        _set.TrySetAvailable(1, available: false, Now);
        _set.Next(Now, withCurrent: true).Should().Be(2);
        _set.TrySetAvailable(2, available: false, Now);
        _set.Next(Now, withCurrent: true).Should().BeNull();
    }

    [Fact]
    public void Each_failure_in_a_row_doubles_the_penalty_up_to_the_longest()
    {
        List<TimeSpan> returns = [];
        for (int i = 0; i < 4; i++)
        {
            _set.Current = 0;
            _set.Penalise(Now, PathScore.Silent);
            _set.Current = 1;
            returns.Add(_set.Return()!.Value.At - Now - Options.ReturnStability);
        }

        returns.Should().Equal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(12));
    }

    [Theory]
    [InlineData(-1, 10)]
    [InlineData(0, 5)]
    [InlineData(1, 5)]
    public void One_that_was_attached_for_as_long_as_it_was_passed_over_begins_anew(int ticks, int seconds)
    {
        _set.Penalise(Now, PathScore.Silent);
        _set.NoteAttached(Now + TimeSpan.FromSeconds(20));
        _set.NoteAttached(Now + TimeSpan.FromSeconds(24));
        TimeSpan again = Now + TimeSpan.FromSeconds(25) + TimeSpan.FromTicks(ticks);
        _set.Penalise(again, PathScore.Silent);
        _set.Current = 1;

        _set.Return()!.Value.At.Should().Be(again + TimeSpan.FromSeconds(seconds) + Options.ReturnStability);
    }

    [Fact]
    public void A_return_waits_until_the_preferred_one_has_been_back_for_the_time_of_stability()
    {
        _set.Return().Should().BeNull("the preferred one is in use");
        _set.Current = 1;
        _set.TrySetAvailable(0, available: false, Now);
        _set.Return().Should().BeNull();
        _set.TrySetAvailable(0, available: true, Now);

        _set.Return().Should().Be((0, Now + Options.ReturnStability));
    }
}
