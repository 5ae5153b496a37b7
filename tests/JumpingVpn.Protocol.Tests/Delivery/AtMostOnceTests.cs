using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Delivery;

/// <summary>A message that is sent once, and what becomes of it.</summary>
public sealed class AtMostOnceTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    private static readonly DeliveryBounds Bounds = new()
    {
        Capacity = 8,
        Window = 3,
        Attempts = 4,
        FirstRetransmission = First,
        MaximumRetransmission = First,
        LongPayload = 10,
        LongPayloadAttempts = 2,
        LongPayloadAnswers = 1,
        MaximumDatagramSize = 512,
    };

    private readonly RecordingRoute _route = new();
    private readonly MessageDelivery _messages = new(Bounds, new TestEntropy(1));
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    [Fact]
    public void It_is_sent_once_and_given_up_when_it_would_be_sent_again()
    {
        Add(DeliverySemantics.AtMostOnce);
        Pump().Should().Equal(1);

        _now += First;

        Pump().Should().BeEmpty();
        (_route.GivenUp, _route.Reasons).Should().BeEquivalentTo((new List<long> { 1 }, new List<ReasonCode> { ReasonCode.NoAnswer }));
        _messages.Unacknowledged.Should().Be(0);
    }

    [Fact]
    public void Those_behind_it_wait_no_longer_than_that_and_the_others_are_sent_until_they_are_acknowledged()
    {
        Add(DeliverySemantics.AtMostOnce);
        Add(DeliverySemantics.ExactlyOnce);
        Pump().Should().Equal([1], "nobody has shown yet that it tells messages apart");

        _now += First;
        Pump().Should().Equal(2);
        _now += First;
        Pump().Should().Equal(2);
        _route.GivenUp.Should().Equal(1);
    }

    [Fact]
    public void What_was_sent_on_a_path_that_is_left_is_not_sent_on_the_next_and_what_was_not_is()
    {
        Add(DeliverySemantics.AtMostOnce);
        Add(DeliverySemantics.AtMostOnce);
        Pump().Should().Equal(1);

        _messages.Restart();

        Pump().Should().Equal(2);
        _route.GivenUp.Should().Equal(1);
    }

    [Fact]
    public void An_acknowledgement_in_time_is_one_and_a_late_one_is_none()
    {
        Add(DeliverySemantics.AtMostOnce);
        Pump();
        Acknowledge(1).Should().BeTrue();

        Add(DeliverySemantics.AtMostOnce);
        Pump();
        _now += First;
        Pump();
        Acknowledge(2).Should().BeFalse();
    }

    private void Add(DeliverySemantics semantics) => _messages.TryAdd("x"u8, out _, semantics).Should().BeTrue();

    private bool Acknowledge(long sequence) =>
        _messages.TryAcknowledge(
            new WireMessage
            {
                Type = MessageType.DataAck,
                Present = Members.Sequence,
                Sequence = sequence,
            },
            out _,
            out _
        );

    private long[] Pump()
    {
        _messages.Pump(_route, "peer", First, First, _now);
        return _route.Take();
    }
}
