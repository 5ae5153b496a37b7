using JumpingVpn.Protocol.Driving;

namespace JumpingVpn.Protocol.Tests.Driving;

public sealed class CandidateSetTests
{
    private static readonly RoamingOptions Options = new()
    {
        Penalty = TimeSpan.FromSeconds(5), MaximumPenalty = TimeSpan.FromSeconds(12), ReturnStability = TimeSpan.FromSeconds(3),
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
    public void One_that_has_failed_is_passed_over_until_its_penalty_ends(long ticks, int next)
    {
        _set.Penalise(Now);
        _set.Current = 1;

        _set.Next(Now + Options.Penalty + new TimeSpan(ticks), withCurrent: false).Should().Be(next);
    }

    [Fact]
    public void Where_all_are_passed_over_the_one_whose_penalty_ends_first_is_next()
    {
        for (int i = 2; i >= 0; i--)
        {
            _set.Current = i;
            _set.Penalise(Now + TimeSpan.FromSeconds(i));
        }

        _set.Current = 2;
        _set.Next(Now, withCurrent: true).Should().Be(0);
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
            _set.Penalise(Now);
            _set.Current = 1;
            returns.Add(_set.Return()!.Value.At - Now - Options.ReturnStability);
        }

        returns.Should().Equal(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(12));
        _set.Current = 0;
        _set.Praise();
        _set.Penalise(Now);
        _set.Current = 1;
        _set.Return()!.Value.At.Should().Be(Now + Options.Penalty + Options.ReturnStability, "it had proved itself in between");
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
