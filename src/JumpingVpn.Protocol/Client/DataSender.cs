using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends messages until they are acknowledged. A server that echoes sequence numbers gets a window of them; one that does not, or has not
/// done so yet, gets one at a time. Whether they are acknowledged tells the health of the path.
/// </summary>
internal sealed class DataSender : IDeliveryRoute<SessionId>
{
    // Whether a long message gets through on a later transmission says more about its length than about the path.
    private const int HealthSamplesOfLong = 3;

    private readonly DeliveryBounds _bounds;
    private readonly MessageDelivery _messages;
    private readonly ClientCounters _counters;
    private readonly ClientOutbox _outbox;
    private readonly HealthMonitor _health;
    private readonly Queue<(long Sequence, ReasonCode Reason)> _abandoned = new();
    private bool _unanswered;

    public DataSender(ClientOptions options, IEntropySource entropy, ClientCounters counters, ClientOutbox outbox, HealthMonitor health)
    {
        _bounds = DeliveryBounds.Of(options);
        _messages = new MessageDelivery(_bounds, entropy);
        _counters = counters;
        _outbox = outbox;
        _health = health;
    }

    public int Unacknowledged => _messages.Unacknowledged;

    /// <inheritdoc cref="MessageDelivery.AnyInFlight"/>
    public bool AnyInFlight => _messages.AnyInFlight;

    /// <inheritdoc cref="MessageDelivery.IsLongInFlight"/>
    public bool IsLongInFlight => _messages.IsLongInFlight;

    /// <inheritdoc cref="MessageDelivery.NextDeadline"/>
    public TimeSpan? NextDeadline => _messages.NextDeadline;

    /// <inheritdoc cref="MessageDelivery.IsInFlight"/>
    public bool IsInFlight(long sequence) => _messages.IsInFlight(sequence);

    /// <inheritdoc cref="MessageDelivery.Heard"/>
    public void Heard() => _messages.Heard();

    /// <inheritdoc cref="MessageDelivery.Restart"/>
    public void Restart() => _messages.Restart();

    /// <summary>The server answers other messages, but not the long one in flight: the others no longer wait for it.</summary>
    public void PassLong() => _messages.PeerEchoesSequence |= _messages.IsLongInFlight;

    public bool TryAdd(ReadOnlySpan<byte> payload, DeliverySemantics semantics, out long sequence)
    {
        MessageDelivery.Check(payload, _bounds.MaximumDatagramSize, this);
        return _messages.TryAdd(payload, out sequence, semantics);
    }

    /// <summary>Sends whatever is due; true if anything was sent.</summary>
    /// <param name="id">The session.</param>
    /// <param name="longest">The longest time before the oldest message is sent again, not counting the round trip.</param>
    /// <param name="now">Protocol time.</param>
    public bool Pump(SessionId id, TimeSpan longest, TimeSpan now)
    {
        TimeSpan first = _health.FirstWait;
        return _messages.Pump(this, id, first, Deadlines.Longer(longest, first), now);
    }

    /// <summary>Gives up one message that is known to be too long for the path. The others go on.</summary>
    public void Abandon(long sequence)
    {
        if (_messages.TryAbandon(sequence))
        {
            Abandoned(default, sequence, ReasonCode.TooLarge);
        }
    }

    /// <summary>Takes the next message that was given up.</summary>
    public bool TryTakeAbandoned(out (long Sequence, ReasonCode Reason) message) => _abandoned.TryDequeue(out message);

    /// <summary>True once after a message was given up because nothing answered it in time.</summary>
    public bool TakeUnanswered()
    {
        bool unanswered = _unanswered;
        _unanswered = false;
        return unanswered;
    }

    /// <summary>Handles an acknowledgement; false if it matches no waiting message.</summary>
    public bool TryAcknowledge(in WireMessage ack, TimeSpan now, out long sequence)
    {
        bool first = _messages.TryAcknowledge(ack, out sequence, out int transmissions);
        _health.Answered(ProbeKind.Data, sequence, transmissions, now);
        _counters.Acknowledged += first ? 1 : 0;
        return first;
    }

    public int Measure(ReadOnlySpan<byte> payload) => _outbox.MeasureData(payload);

    public bool TrySend(SessionId peer, in OutgoingMessage message, TimeSpan now)
    {
        _counters.DataRetransmissions += message.Sent ? 1 : 0;
        _outbox.Send(
            new WireMessage
            {
                Type = MessageType.Data,
                SessionId = peer,
                Sequence = message.Sequence,
                Payload = message.Payload,
            }
        );
        if (!_messages.IsLong(message) || message.Transmissions < HealthSamplesOfLong)
        {
            _health.Sent(ProbeKind.Data, message.Sequence, now);
        }

        return true;
    }

    public void Abandoned(SessionId peer, long sequence, ReasonCode reason)
    {
        _unanswered |= reason == ReasonCode.NoAnswer;
        if (reason != ReasonCode.NoAnswer)
        {
            _health.Withdraw(ProbeKind.Data, sequence); // its length was at fault, not the path
        }

        _abandoned.Enqueue((sequence, reason));
    }
}
