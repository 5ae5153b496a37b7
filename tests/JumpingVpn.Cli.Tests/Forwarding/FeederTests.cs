using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Tests.Forwarding;

public sealed class FeederTests
{
    private readonly List<ForwardLoss> _losses = [];
    private readonly List<byte> _sent = [];

    [Fact]
    public void No_more_is_in_flight_than_may_be_and_each_end_makes_room_for_one()
    {
        Feeder feeder = Holding(ForwardDelivery.ExactlyOnce, 5);
        feeder.Feed(Take, TimeSpan.Zero);
        _sent.Should().Equal(0, 1);

        feeder.Ended(1, acknowledged: true).Should().BeTrue();
        feeder.Feed(Take, TimeSpan.Zero);

        _sent.Should().Equal(0, 1, 2);
        _losses.Should().BeEmpty();
        feeder.Ended(99, acknowledged: true).Should().BeFalse("nobody was given that one");
    }

    [Fact]
    public void Where_the_newest_goes_first_it_goes_before_those_that_wait_and_is_sent_once()
    {
        Feeder feeder = Holding(ForwardDelivery.NewestFirst, 5);
        feeder.Feed(Take, TimeSpan.Zero);

        _sent.Should().Equal(4, 3);
        feeder.Semantics.Should().Be(DeliverySemantics.AtMostOnce);
        feeder.Ended(1, acknowledged: false);
        _losses.Should().Equal(ForwardLoss.NotAcknowledged);
    }

    [Fact]
    public void A_message_that_ends_while_it_is_handed_over_leaves_nothing_behind()
    {
        Feeder feeder = Holding(ForwardDelivery.ExactlyOnce, 3);

        feeder.Feed(
            (byte[] frame, out long sequence) =>
            {
                Take(frame, out sequence);
                feeder.Ended(sequence, acknowledged: false).Should().BeTrue();
                feeder.Feed(Take, TimeSpan.Zero); // as a sink does, from inside
                return true;
            },
            TimeSpan.Zero
        );

        _sent.Should().Equal(0, 1, 2);
        feeder.InFlight.Should().Be(0);
        _losses.Should().HaveCount(3);
    }

    [Fact]
    public void A_session_that_ends_takes_with_it_what_it_had_in_flight_and_no_more()
    {
        Feeder feeder = Holding(ForwardDelivery.ExactlyOnce, 3);
        feeder.Feed(Take, TimeSpan.Zero);

        feeder.Forget();
        feeder.Feed(Take, TimeSpan.Zero);

        _losses.Should().Equal(ForwardLoss.NotAcknowledged, ForwardLoss.NotAcknowledged);
        _sent.Should().Equal(0, 1, 2);
    }

    private Feeder Holding(ForwardDelivery delivery, int count)
    {
        var feeder = new Feeder(delivery, new ForwardLimits { InFlight = 2 }, _losses.Add);
        for (byte i = 0; i < count; i++)
        {
            feeder.Add([i], TimeSpan.Zero);
        }

        return feeder;
    }

    private bool Take(byte[] frame, out long sequence)
    {
        _sent.Add(frame[0]);
        sequence = _sent.Count;
        return true;
    }
}
