using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Delivery;

public sealed class MessageDeliveryTests
{
    private const int LongLength = 11;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(400);

    private static readonly DeliveryBounds Bounds = new()
    {
        Capacity = 8,
        Window = 3,
        Attempts = 4,
        FirstRetransmission = First,
        MaximumRetransmission = Longest,
        LongPayload = LongLength - 1,
        LongPayloadAttempts = 2,
        LongPayloadAnswers = 1,
        MaximumDatagramSize = 512,
    };

    private readonly RecordingRoute _route = new();
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    [Fact]
    public void One_message_is_in_flight_until_the_peer_has_named_one_and_then_a_window_of_them()
    {
        MessageDelivery messages = Holding(6);
        Pump(messages).Should().Equal(1);

        Acknowledge(messages, 1).Should().BeTrue();

        Pump(messages).Should().Equal(2, 3, 4);
        messages.IsInFlight(4).Should().BeTrue();
        messages.IsInFlight(5).Should().BeFalse();
    }

    [Fact]
    public void The_window_moves_with_the_oldest_message_that_is_not_acknowledged()
    {
        MessageDelivery messages = Open(6);
        Pump(messages).Should().Equal(2, 3, 4);

        Acknowledge(messages, 3).Should().BeTrue();
        Pump(messages).Should().BeEmpty("the second still holds the window");
        Acknowledge(messages, 2).Should().BeTrue();

        Pump(messages).Should().Equal(5, 6);
    }

    [Fact]
    public void An_acknowledgement_without_a_number_means_the_one_message_in_flight_and_opens_no_window()
    {
        MessageDelivery messages = Holding(3);
        Pump(messages);

        messages.TryAcknowledge(new WireMessage { Type = MessageType.DataAck }, out long sequence, out int sent).Should().BeTrue();

        (sequence, sent).Should().Be((1, 1));
        Pump(messages).Should().Equal(2);
    }

    [Fact]
    public void In_a_window_an_acknowledgement_without_a_number_means_nothing()
    {
        MessageDelivery messages = Open(3);
        Pump(messages);

        messages.TryAcknowledge(new WireMessage { Type = MessageType.DataAck }, out long sequence, out _).Should().BeFalse();

        (sequence, messages.Unacknowledged).Should().Be((0, 2));
    }

    [Fact]
    public void The_oldest_waits_as_the_caller_says_and_the_others_as_the_bounds_say()
    {
        MessageDelivery messages = Open(3);
        Pump(messages, longest: First).Should().Equal(2, 3);
        long[][] rounds =
        [
            [2, 3],
            [2],
            [2, 3],
        ];
        foreach (long[] due in rounds)
        {
            _now += First;
            messages.NextDeadline.Should().Be(_now);
            Pump(messages, longest: First).Should().Equal(due);
        }
    }

    [Fact]
    public void A_message_has_its_attempts_and_again_when_something_is_heard()
    {
        MessageDelivery messages = Holding(1);
        PumpUntilSilent(messages).Should().Be(Bounds.Attempts);
        messages.NextDeadline.Should().BeNull();

        messages.Heard();

        PumpUntilSilent(messages).Should().Be(Bounds.Attempts);
    }

    [Fact]
    public void Whatever_is_heard_a_message_that_has_attempts_left_keeps_its_deadline()
    {
        MessageDelivery messages = Holding(1);
        Pump(messages);
        TimeSpan? deadline = messages.NextDeadline;

        messages.Heard();

        Pump(messages).Should().BeEmpty();
        messages.NextDeadline.Should().Be(deadline).And.NotBeNull();
    }

    [Fact]
    public void On_a_new_path_all_is_due_at_once()
    {
        MessageDelivery messages = Open(3);
        Pump(messages).Should().Equal(2, 3);

        messages.Restart();

        Pump(messages).Should().Equal(2, 3);
    }

    [Fact]
    public void What_there_is_no_room_for_costs_no_attempt_and_is_tried_with_the_next_pump()
    {
        MessageDelivery messages = Open(3);
        _route.Room = 1;
        Pump(messages).Should().Equal(2);

        _route.Room = int.MaxValue;

        Pump(messages).Should().Equal(3);
        Acknowledge(messages, 2);
        Acknowledge(messages, 3);
        messages.Unacknowledged.Should().Be(0);
    }

    [Theory]
    [InlineData(LongLength, 1, true)]
    [InlineData(LongLength, 0, false)]
    [InlineData(LongLength - 1, 1, false)]
    public void A_long_message_is_given_up_when_it_was_sent_often_enough_and_something_was_heard_meanwhile(
        int length,
        int heard,
        bool isGivenUp
    )
    {
        MessageDelivery messages = Open(1);
        messages.TryAdd(new byte[length], out long sequence);
        messages.TryAdd("next"u8, out _);
        Pump(messages);
        for (int i = 0; i < heard; i++)
        {
            messages.Heard();
        }

        _now += First;
        Pump(messages);
        _route.GivenUp.Should().BeEmpty("it was sent twice only now");
        _now += Longest;
        Pump(messages);

        _route.GivenUp.Should().Equal(isGivenUp ? [sequence] : []);
        messages.Unacknowledged.Should().Be(isGivenUp ? 1 : 2);
    }

    [Fact]
    public void What_was_heard_before_a_long_message_was_sent_does_not_count()
    {
        MessageDelivery messages = Open(1);
        messages.Heard();
        messages.TryAdd(new byte[LongLength], out _);

        PumpUntilSilent(messages);

        _route.GivenUp.Should().BeEmpty();
        messages.IsLongInFlight.Should().BeTrue();
    }

    [Fact]
    public void A_payload_that_is_no_text_or_makes_too_long_a_datagram_is_refused()
    {
        int fits = Bounds.MaximumDatagramSize - _route.Measure(default);

        Refusing([0xFF]).Should().Throw<ArgumentException>().WithMessage("*UTF-8*");
        Refusing(new byte[fits]).Should().NotThrow();
        Refusing(new byte[fits + 1]).Should().Throw<ArgumentException>().WithMessage("*of 513*at most 512*");
    }

    private Action Refusing(byte[] payload) => () => MessageDelivery.Check(payload, Bounds.MaximumDatagramSize, _route);

    private static MessageDelivery Holding(int count)
    {
        var messages = new MessageDelivery(Bounds, new NoEntropy());
        for (int i = 0; i < count; i++)
        {
            messages.TryAdd("x"u8, out _).Should().BeTrue();
        }

        return messages;
    }

    /// <summary>One whose first message was acknowledged by its number.</summary>
    private MessageDelivery Open(int count)
    {
        MessageDelivery messages = Holding(count);
        Pump(messages);
        Acknowledge(messages, 1).Should().BeTrue();
        return messages;
    }

    private static bool Acknowledge(MessageDelivery messages, long sequence)
    {
        bool taken = messages.TryAcknowledge(new WireMessage { Type = MessageType.DataAck, Sequence = sequence }, out long meant, out _);
        meant.Should().Be(sequence);
        return taken;
    }

    private long[] Pump(MessageDelivery messages, TimeSpan? longest = null)
    {
        bool any = messages.Pump(_route, "peer", First, longest ?? Longest, _now);
        long[] sent = _route.Take();
        any.Should().Be(sent.Length > 0);
        return sent;
    }

    private int PumpUntilSilent(MessageDelivery messages)
    {
        int sent = Pump(messages).Length;
        while (messages.NextDeadline is { } next)
        {
            _now = next;
            sent += Pump(messages).Length;
        }

        return sent;
    }
}
