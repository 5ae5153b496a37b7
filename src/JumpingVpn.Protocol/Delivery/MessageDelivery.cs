using System.Text.Unicode;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Delivery;

/// <summary>
/// Delivers the messages of one side of a session until each is acknowledged or given up: numbers them, keeps a window in flight, and sends
/// each again when it is due. Client and server share it; they differ in their bounds and in the route that carries the messages.
/// </summary>
/// <param name="bounds">The side's policy.</param>
/// <param name="entropy">The source of jitter.</param>
internal sealed class MessageDelivery(DeliveryBounds bounds, IEntropySource entropy)
{
    // At worst the encoder writes a byte of payload as six bytes; 192 bytes hold all other members of DATA.
    private const int WorstExpansion = 6;
    private const int Overhead = 192;

    private readonly SendQueue _queue = new(bounds.Capacity);
    private long _heard;

    /// <summary>
    /// Whether the peer has said which message it acknowledges; the prototype never does. Until then, one message is in flight at a time.
    /// </summary>
    public bool PeerEchoesSequence { get; set; }

    /// <summary>How many messages wait for their acknowledgement, sent or not.</summary>
    public int Unacknowledged => _queue.Unacknowledged;

    /// <summary>True while at least one message was sent and is not acknowledged.</summary>
    public bool AnyInFlight => _queue.Span > 0 && _queue[0].Sent;

    /// <summary>True while the oldest message that was sent and is not acknowledged is a long one.</summary>
    public bool IsLongInFlight => AnyInFlight && IsLong(_queue[0]);

    /// <summary>When <see cref="Pump"/> has something to do; null while nothing is due.</summary>
    public TimeSpan? NextDeadline
    {
        get
        {
            TimeSpan? earliest = null;
            for (int i = 0; i < WindowSpan; i++)
            {
                if (!_queue[i].Acknowledged && _queue[i].Timer.Deadline is { } deadline && !(earliest <= deadline))
                {
                    earliest = deadline;
                }
            }

            return earliest;
        }
    }

    private int WindowSpan => Math.Min(_queue.Span, PeerEchoesSequence ? bounds.Window : 1);

    /// <summary>Refuses a payload that does not fit into a datagram.</summary>
    /// <exception cref="ArgumentException">It is not UTF-8, or its datagram would be too long.</exception>
    public static void Check<TPeer>(ReadOnlySpan<byte> payload, int maximumDatagramSize, IDeliveryRoute<TPeer> route)
    {
        if (!Utf8.IsValid(payload))
        {
            throw new ArgumentException(
                "The payload is not UTF-8, but the wire carries it as text; encode binary data first.",
                nameof(payload)
            );
        }

        bool surelyFits = payload.Length <= (maximumDatagramSize - Overhead) / WorstExpansion;
        if (!surelyFits && route.Measure(payload) is var size && size > maximumDatagramSize)
        {
            throw new ArgumentException(
                $"The payload of {payload.Length} bytes makes a datagram of {size}, but at most {maximumDatagramSize} bytes are allowed.",
                nameof(payload)
            );
        }
    }

    /// <summary>True if a message is so long that a path may drop it for its length.</summary>
    public bool IsLong(in OutgoingMessage message) => message.Length > bounds.LongPayload;

    /// <summary>True if the message with this number was sent and is not acknowledged.</summary>
    public bool IsInFlight(long sequence)
    {
        for (int i = 0; i < WindowSpan; i++)
        {
            if (_queue[i].Sequence == sequence)
            {
                return _queue[i].Sent && !_queue[i].Acknowledged;
            }
        }

        return false;
    }

    /// <inheritdoc cref="SendQueue.TryAdd"/>
    public bool TryAdd(ReadOnlySpan<byte> payload, out long sequence, DeliverySemantics semantics = DeliverySemantics.ExactlyOnce) =>
        _queue.TryAdd(payload, out sequence, semantics);

    /// <summary>Handles an acknowledgement; false if it matches no waiting message.</summary>
    /// <param name="ack">The acknowledgement; without a number it can only mean the one message in flight.</param>
    /// <param name="sequence">The number that it acknowledges; 0 if none.</param>
    /// <param name="transmissions">How often the message was sent; 0 if it acknowledges nothing.</param>
    public bool TryAcknowledge(in WireMessage ack, out long sequence, out int transmissions)
    {
        bool isNumbered = ack.Has(Members.Sequence);
        sequence =
            isNumbered ? ack.Sequence
            : AnyInFlight && !PeerEchoesSequence ? _queue[0].Sequence
            : 0;
        bool first = _queue.TryAcknowledge(sequence, out transmissions);
        PeerEchoesSequence |= first && isNumbered;
        return first;
    }

    /// <summary>Gives up one sent message.</summary>
    public bool TryAbandon(long sequence) => _queue.TryAcknowledge(sequence, out _);

    /// <summary>
    /// Called when the peer was heard from: messages that had used up their attempts get new ones, and an unanswered long message may prove
    /// to be too long.
    /// </summary>
    public void Heard()
    {
        _heard++;
        for (int i = 0; i < _queue.Span; i++)
        {
            if (_queue[i].Timer.Attempts >= bounds.Attempts)
            {
                _queue[i].Timer = default;
            }
        }
    }

    /// <summary>The path has changed: makes everything unacknowledged due at once, with all its attempts again.</summary>
    public void Restart()
    {
        for (int i = 0; i < _queue.Span; i++)
        {
            _queue[i].Timer = default;
        }
    }

    /// <summary>Sends whatever is due; true if anything was sent.</summary>
    /// <param name="route">How it is sent.</param>
    /// <param name="peer">To whom.</param>
    /// <param name="first">How long the first transmission waits for its answer.</param>
    /// <param name="longest">The longest wait of the oldest message. The bounds give that of the others.</param>
    /// <param name="now">Protocol time.</param>
    public bool Pump<TPeer>(IDeliveryRoute<TPeer> route, TPeer peer, TimeSpan first, TimeSpan longest, TimeSpan now)
    {
        bool any = false;
        for (int i = 0; i < WindowSpan; i++)
        {
            ref OutgoingMessage message = ref _queue[i];
            if (message.Acknowledged || !IsDue(message.Timer, now))
            {
                continue;
            }

            if (message.Timer.Attempts >= bounds.Attempts)
            {
                message.Timer.Stop(); // until the peer is heard from
                continue;
            }

            if (message.Spent || IsTooLong(message))
            {
                (long sequence, ReasonCode why) = (message.Sequence, message.Spent ? ReasonCode.NoAnswer : ReasonCode.TooLarge);
                TryAbandon(sequence);
                route.Abandoned(peer, sequence, why);
                i = -1; // the ring may have moved
                continue;
            }

            if (!route.TrySend(peer, message, now))
            {
                message.Timer.Stop(); // until there is room for it
                continue;
            }

            message.HeardBefore = message.Sent ? message.HeardBefore : _heard;
            message.Transmissions++;
            message.Timer.Sent(now, first, i == 0 ? longest : bounds.MaximumRetransmission, entropy);
            any = true;
        }

        return any;
    }

    /// <summary>True if it is time, or if there was no room when it was time.</summary>
    private bool IsDue(in RetransmissionTimer timer, TimeSpan now) =>
        timer.Deadline is null ? timer.Attempts < bounds.Attempts : timer.IsDue(now);

    // A path that drops long datagrams, and tells nobody, shows itself in this way: the message is longer than those that get through, and
    // it stays unanswered again and again while others are answered. With the default policy, on a path that loses a third of all messages,
    // one in 60,000 is taken for too long.
    private bool IsTooLong(in OutgoingMessage message) =>
        IsLong(message) && message.Transmissions >= bounds.LongPayloadAttempts && _heard - message.HeardBefore >= bounds.LongPayloadAnswers;
}
