using System.Diagnostics;
using System.Text.Json.Nodes;

namespace JumpingVpn.Cli.Tests.NatBox;

/// <summary>What is measured through the box against what was asked of it, at a fixed seed.</summary>
public sealed class MeasuredNetworkTests
{
    private const int Datagrams = 2_000;

    /// <summary>An answer passes two ways, so it is lost with 1 - 0.9². Of 2,000 that is 380, with a deviation of 17.5.</summary>
    [Fact]
    public async Task Loss_both_ways_is_what_was_asked()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "11", "--loss", "10%");

        int answered = await CountAsync(box);

        (Datagrams - answered).Should().BeInRange(380 - 80, 380 + 80);
    }

    [Fact]
    public async Task Loss_one_way_leaves_the_other_alone()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "11", "--up-loss", "25%");

        int answered = await CountAsync(box);

        answered.Should().BeInRange(1_500 - 90, 1_500 + 90);
        JsonNode end = await box.EndAsync();
        ((int)end["drops"]!["Loss"]!).Should().Be(Datagrams - answered, "nothing was lost on the way back");
    }

    [Fact]
    public async Task A_delay_is_that_of_each_way_and_never_shorter()
    {
        await using RunningBox box = await RunningBox.StartAsync("--up-delay", "15ms", "--down-delay", "10ms");
        box.Exchange([0]);
        List<TimeSpan> trips = [];
        for (byte i = 0; i < 20; i++)
        {
            long start = Stopwatch.GetTimestamp();
            box.Exchange([i]).Should().Equal(i);
            trips.Add(Stopwatch.GetElapsedTime(start));
        }

        trips.Min().Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(25)).And.BeLessThan(TimeSpan.FromMilliseconds(30));
    }

    /// <summary>100 datagrams of 1,000 bytes at 800 kbit/s take a second, less the first.</summary>
    [Fact]
    public async Task A_rate_is_what_was_asked()
    {
        await using RunningBox box = await RunningBox.StartAsync("--up-rate", "800kbit/s");
        box.Exchange([0]);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 100; i++)
        {
            box.Client.Send(new byte[1_000]);
        }

        for (int i = 0; i < 100; i++)
        {
            box.Receive(5_000).Should().NotBeNull();
        }

        Stopwatch.GetElapsedTime(start).TotalSeconds.Should().BeInRange(0.98, 1.5);
    }

    /// <summary>Those that skip the delay overtake those that do not.</summary>
    [Fact]
    public async Task Reordering_is_what_was_asked()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "11", "--up-delay", "50ms", "--up-reorder", "20%");
        for (int i = 0; i < 200; i++)
        {
            box.Client.Send(BitConverter.GetBytes(i));
        }

        List<int> order = [];
        while (order.Count < 200 && box.Receive(5_000) is { } answer)
        {
            order.Add(BitConverter.ToInt32(answer));
        }

        order.Should().HaveCount(200);
        int early = order.TakeWhile((number, at) => at == 0 || number > order[at - 1]).Count();
        early.Should().BeInRange(40 - 24, 40 + 24, "a fifth of them, with a deviation of 5.7, come before all others");
    }

    [Fact]
    public async Task Duplicates_are_what_was_asked()
    {
        await using RunningBox box = await RunningBox.StartAsync("--seed", "11", "--down-duplicate", "30%");

        int answered = await CountAsync(box);

        answered.Should().BeInRange(2_600 - 100, 2_600 + 100);
    }

    /// <summary>Sends a few at a time, so that no buffer overflows, and counts what comes back.</summary>
    private static async Task<int> CountAsync(RunningBox box)
    {
        int answered = 0;
        for (int i = 0; i < Datagrams; i++)
        {
            box.Client.Send([1]);
            while (i % 8 == 7 && box.Receive(0) is not null)
            {
                answered++;
            }
        }

        await Task.Yield();
        while (box.Receive(1_000) is not null)
        {
            answered++;
        }

        return answered;
    }
}
