using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server.Limits;

public sealed class SourceReportsTests
{
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(100);

    private readonly SourceReports _reports = new();

    [Fact]
    public void A_window_counts_and_closes_at_the_very_tick()
    {
        Count(1, Start).Should().BeTrue();
        Count(1, Start + TimeSpan.FromMilliseconds(999)).Should().BeFalse();

        _reports.NextClose.Should().Be(Start + TimeSpan.FromSeconds(1));
        _reports.TryTake(Start + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1), out _).Should().BeFalse();
        _reports.TryTake(Start + TimeSpan.FromSeconds(1), out SourceReports.Report report).Should().BeTrue();
        report.Count.Should().Be(2);
        report.From.Should().Be(Addresses.Eve);
        _reports.NextClose.Should().BeNull();
    }

    [Fact]
    public void What_is_only_counted_does_not_use_up_the_one_answer()
    {
        _reports.Count(1, Addresses.Eve, Start, tells: false).Should().Be(Counted.Silently);
        _reports.Count(1, Addresses.Eve, Start, tells: true).Should().Be(Counted.FirstToTell);
        _reports.Count(1, Addresses.Eve, Start, tells: true).Should().Be(Counted.Silently);
    }

    [Fact]
    public void The_next_refusal_after_a_window_opens_another()
    {
        Count(1, Start);
        _reports.TryTake(Start + TimeSpan.FromSeconds(1), out _);

        Count(1, Start + TimeSpan.FromSeconds(1)).Should().BeTrue();
    }

    [Fact]
    public void Windows_close_in_the_order_in_which_they_opened_round_and_round()
    {
        TimeSpan now = Start;
        for (ulong round = 0; round < 1_000; round++, now += TimeSpan.FromMilliseconds(10))
        {
            while (_reports.TryTake(now, out SourceReports.Report due))
            {
                due.OpenedAt.Should().BeLessThanOrEqualTo(now - TimeSpan.FromSeconds(1));
                due.Count.Should().Be(1);
            }

            Count(round, now).Should().BeTrue();
        }
    }

    [Fact]
    public void Each_window_is_reported_once_and_in_its_order()
    {
        const int Rounds = 1_000; // the places of the table are gone through several times
        var step = TimeSpan.FromMilliseconds(10);
        List<(TimeSpan OpenedAt, long Count)> taken = [];
        for (int round = 0; round < Rounds; round++)
        {
            TimeSpan now = Start + (round * step);
            while (_reports.TryTake(now, out SourceReports.Report due))
            {
                taken.Add((due.OpenedAt, due.Count));
            }

            for (int times = 0; times <= round % 3; times++)
            {
                Count((ulong)round, now).Should().Be(times == 0);
            }

            _reports.OpenCount.Should().Be(Math.Min(round + 1, 100));
        }

        taken.Should().Equal(Enumerable.Range(0, Rounds - 100).Select(round => (Start + (round * step), (round % 3) + 1L)));
    }

    [Fact]
    public void A_source_that_comes_again_after_its_window_is_not_counted_in_the_old_one()
    {
        for (ulong source = 0; source < 10; source++)
        {
            Count(source, Start);
        }

        TimeSpan later = Start + SourceReports.Window;
        for (int i = 0; i < 10; i++)
        {
            _reports.TryTake(later, out _).Should().BeTrue();
        }

        Count(3, later).Should().BeTrue();
        Count(3, later).Should().BeFalse();
        _reports.OpenCount.Should().Be(1);
        _reports.TryTake(later + SourceReports.Window, out SourceReports.Report report).Should().BeTrue();
        (report.Count, report.OpenedAt).Should().Be((2, later));
    }

    [Fact]
    public void The_greatest_source_there_is_has_no_window_before_it_came()
    {
        Count(1, Start).Should().BeTrue();

        Count(ulong.MaxValue, Start).Should().BeTrue();
        Count(ulong.MaxValue, Start).Should().BeFalse();
        _reports.OpenCount.Should().Be(2);
    }

    [Fact]
    public void More_sources_than_there_is_room_for_are_not_counted_here()
    {
        for (ulong source = 0; source < SourceReports.Capacity; source++)
        {
            Count(source, Start).Should().BeTrue();
        }

        _reports.Count(9_999, Addresses.Eve, Start, tells: true).Should().Be(Counted.NoRoom);
        _reports.Count(0, Addresses.Eve, Start, tells: false).Should().Be(Counted.Silently, "a window that is open stays so");
    }

    [Fact]
    public void A_hundred_thousand_sources_take_the_memory_of_256()
    {
        Count(0, Start);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int counted = 0;
        for (ulong source = 1; source < 100_000; source++)
        {
            counted += _reports.Count(source, Addresses.Eve, Start, tells: true) == Counted.NoRoom ? 0 : 1;
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        counted.Should().Be(SourceReports.Capacity - 1, "the bound is reached");
    }

    private bool Count(ulong source, TimeSpan now) => _reports.Count(source, Addresses.Eve, now, tells: true) == Counted.FirstToTell;
}
