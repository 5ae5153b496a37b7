using JumpingVpn.Cli.Exploring;
using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Strategies;

namespace JumpingVpn.Cli.Tests.Exploring;

public sealed class GuidedCourseTests
{
    private readonly GuidedCourse _course = new();

    [Fact]
    public void A_block_knows_what_is_four_before_it_in_whatever_order_they_end()
    {
        foreach (int block in (int[])[2, 0, 3, 1])
        {
            _course.Finish(block, [Entry(block)]);
        }

        Before(3).Should().Be(0);
        Before(4).Should().Be(1);
        Before(7).Should().Be(4);
        _course.Finish(5, [Entry(5)]);
        Before(6).Should().Be(3, "what later blocks kept is not known yet");
    }

    [Fact]
    public void What_nobody_kept_does_not_come_and_an_end_is_not_waited_for()
    {
        _course.Finish(1, [Entry(1)]);

        _course.Before(5, static () => true).Count.Should().Be(0);
    }

    [Fact]
    public void An_era_begins_with_nothing()
    {
        long first = GuidedCourse.BeginningFor(5_000);
        for (long block = first - 8; block < first; block++)
        {
            _course.Finish(block, [Entry(block)]);
        }

        Before(first).Should().Be(0);
        first.Should().BePositive().And.BeLessThanOrEqualTo(5_000 / GuidedCourse.Block);
        GuidedCourse.BeginningFor(first * GuidedCourse.Block).Should().Be(first);
    }

    private int Before(long block) => _course.Before(block, static () => false).Count;

    private static CorpusEntry Entry(long block) =>
        new(
            [
                [],
            ],
            [0],
            [new CoveredState((int)block % CoverageMap.Size, 0)]
        );
}
