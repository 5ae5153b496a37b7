using JumpingVpn.Cli.Client;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Tests.Client;

public sealed class ClientStatisticsTests
{
    private readonly ClientStatistics _statistics = new();

    [Fact]
    public void A_round_trip_is_from_a_message_to_its_acknowledgement()
    {
        for (int i = 1; i <= 100; i++)
        {
            _statistics.Sent(i, Ms(0));
            Acknowledge(i, i);
        }

        _statistics.Sent(101, Ms(0));

        ClientSummary summary = _statistics.Summary;
        (summary.Sent, summary.Acknowledged, summary.Lost, _statistics.Waiting).Should().Be((101, 100, 1, 1));
        summary.RoundTrips.Should().Be(new Spread(100, Ms(50), Ms(90), Ms(99), Ms(100)));
    }

    [Fact]
    public void A_recovery_is_from_the_break_to_the_first_answer_after_it()
    {
        _statistics.Sent(1, Ms(0));
        _statistics.Broke(Ms(100));
        _statistics.Broke(Ms(150));
        Acknowledge(1, 400);
        Acknowledge(2, 500);

        _statistics.Summary.Recoveries.Should().Be(new Spread(1, Ms(300), Ms(300), Ms(300), Ms(300)));
    }

    [Fact]
    public void An_answer_that_had_arrived_before_the_break_is_no_recovery()
    {
        _statistics.Sent(1, Ms(0));
        _statistics.Broke(Ms(100));
        Acknowledge(1, 99); // and was handed over only now
        Acknowledge(2, 500);

        _statistics.Summary.Recoveries.Should().Be(new Spread(1, Ms(400), Ms(400), Ms(400), Ms(400)));
    }

    [Fact]
    public void What_was_given_up_is_lost_and_waited_for_no_more()
    {
        _statistics.Sent(1, Ms(0));
        _statistics.OnEvent(new DataFailed(default, 1, ReasonCode.TooLarge), Ms(1));

        (_statistics.Waiting, _statistics.Summary.Lost).Should().Be((0, 1));
    }

    [Fact]
    public void Nothing_at_all_has_no_percentiles()
    {
        Spread.Of([]).Should().Be(default(Spread));
        _statistics.Summary.Lines.Should().Contain("round trips   none");
    }

    private static TimeSpan Ms(int milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private void Acknowledge(long sequence, int at) => _statistics.OnEvent(new DataRoundtrip(default, sequence), Ms(at));
}
