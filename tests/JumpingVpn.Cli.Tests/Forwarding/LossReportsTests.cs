using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Tests.Forwarding;

public sealed class LossReportsTests
{
    private readonly List<IAuditEvent> _events = [];

    [Fact]
    public void A_flood_of_losses_is_one_event_a_second_for_each_reason_and_none_is_left_out()
    {
        var reports = new LossReports(_events.Add);
        for (int i = 0; i < 1_000; i++)
        {
            reports.Count(ForwardLoss.QueueFull, TimeSpan.FromMilliseconds(i));
        }

        reports.Count(ForwardLoss.TooLong, TimeSpan.FromMilliseconds(999));
        reports.Count(ForwardLoss.QueueFull, TimeSpan.FromSeconds(1));
        reports.Count(ForwardLoss.QueueFull, TimeSpan.FromSeconds(1));
        reports.SayRest(TimeSpan.FromSeconds(1));

        _events
            .Should()
            .Equal(
                new DatagramsLost(ForwardLoss.QueueFull, 1),
                new DatagramsLost(ForwardLoss.TooLong, 1),
                new DatagramsLost(ForwardLoss.QueueFull, 1_000),
                new DatagramsLost(ForwardLoss.QueueFull, 1)
            );
        reports.Total.Should().Be(1_003);
    }
}
