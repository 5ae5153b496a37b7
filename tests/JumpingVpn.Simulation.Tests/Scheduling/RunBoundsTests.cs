using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Tests.Scheduling;

public class RunBoundsTests
{
    [Fact]
    public void As_many_are_allowed_as_the_bounds_say_and_again_after_a_reset()
    {
        var bounds = new RunBounds(new EventLoopOptions { MaxEventsPerInstant = 3, MaxContinuationsPerInstant = 2 });

        for (int i = 0; i < 2; i++)
        {
            Enumerable.Range(0, 4).Select(_ => bounds.AllowsEvent()).Should().Equal(true, true, true, false);
            Enumerable.Range(0, 3).Select(_ => bounds.AllowsContinuation()).Should().Equal(true, true, false);
            bounds.Reset();
        }
    }

    [Theory]
    [InlineData(nameof(EventLoopOptions.MaxContinuationsPerInstant))]
    [InlineData(nameof(EventLoopOptions.MaxEventsPerInstant))]
    [InlineData(nameof(EventLoopOptions.Horizon))]
    [InlineData(nameof(EventLoopOptions.ForeignPostGrace))]
    public void A_bound_that_allows_nothing_is_refused_by_name(string name)
    {
        EventLoopOptions options = name switch
        {
            nameof(EventLoopOptions.MaxContinuationsPerInstant) => new EventLoopOptions { MaxContinuationsPerInstant = 0 },
            nameof(EventLoopOptions.MaxEventsPerInstant) => new EventLoopOptions { MaxEventsPerInstant = 0 },
            nameof(EventLoopOptions.Horizon) => new EventLoopOptions { Horizon = TimeSpan.Zero },
            _ => new EventLoopOptions { ForeignPostGrace = -TimeSpan.FromTicks(1) },
        };

        FluentActions.Invoking(() => new EventLoop(options)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName(name);
    }

    [Fact]
    public void The_least_that_makes_sense_is_allowed() =>
        FluentActions
            .Invoking(() =>
                new EventLoop(
                    new EventLoopOptions
                    {
                        MaxContinuationsPerInstant = 1,
                        MaxEventsPerInstant = 1,
                        Horizon = TimeSpan.FromTicks(1),
                        ForeignPostGrace = TimeSpan.Zero,
                    }
                )
            )
            .Should()
            .NotThrow();
}
