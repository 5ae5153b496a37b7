using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.NatBox;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Cli.Tests.NatBox;

public sealed class ScheduleFileTests
{
    [Fact]
    public void Rows_change_the_link_from_their_time_on()
    {
        Parsed<BoxNetwork> read = Read(
            """
            # a tunnel, then a slow stretch upwards
            | at   | for | way  | state | loss | delay |
            | 20 s | 8 s | both | down  |      |       |
            | 30s  | 5s  | up   |       | 20%  | 50 ms |
            repeat every 60 s
            """
        );

        read.Error.Should().BeNull();
        LinkSchedule up = read.Value!.UpSchedule!;
        up.RepeatEvery.Should().Be(TimeSpan.FromSeconds(60));
        up.Phases.Select(phase => (phase.At.TotalSeconds, phase.For.TotalSeconds)).Should().Equal((20, 8), (30, 5));
        up.Phases[0].Options.IsDown.Should().BeTrue();
        up.Phases[1].Options.Delay.Should().Be(TimeSpan.FromMilliseconds(50));
        read.Value.DownSchedule!.Phases.Should().ContainSingle();
    }

    [Theory]
    [InlineData("| at | zzzzz |\n| 1 s | 5 % |", "s:1:8: a schedule has no column 'zzzzz'")]
    [InlineData("| at | los |\n| 1 s | 5 % |", "s:1:8: a schedule has no column 'los'*loss*")]
    [InlineData("| at | loss |\n| 1 s | 500 % |", "s:2:9: *500 %*")]
    [InlineData("| at | loss |\n| soon | 5 % |", "s:2:3: *soon*")]
    [InlineData("| at | loss |\n| 1 s |", "s:2:1: this row has 1 cells, and the header has 2")]
    [InlineData("| at | way |\n| 1 s | left |", "s:2:9: 'left' is no way*")]
    [InlineData("| at | for |\n| 1 s | 5 s |\n| 2 s | 1 s |", "s:3:1: *overlaps*")]
    [InlineData("| loss |\n| 5 % |", "s:2:1: this row needs a time in the column 'at'")]
    [InlineData("at loss", "s:1:1: 'at loss' is no row*")]
    [InlineData("", "s:1:1: a schedule needs*")]
    public void What_is_wrong_is_told_with_its_place(string text, string expected) => Read(text).Error.Should().Match(expected);

    private static Parsed<BoxNetwork> Read(string text) => ScheduleFile.Parse(text, "s", new BoxNetwork());
}
