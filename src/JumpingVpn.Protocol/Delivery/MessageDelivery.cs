using System.Text.Unicode;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Delivery;

/// <summary>
/// The messages of one side of a session until each is acknowledged or given up: their numbers, the window of those that are in flight,
/// and when each is sent again. Client and server have the same; what differs is in their bounds, and in the route that carries them.
/// </summary>
/// <param name="bounds">The side's policy.</param>
/// <param name="entropy">Where jitter comes from.</param>
internal sealed class MessageDelivery(DeliveryBounds bounds, IEntropySource entropy)
{
    // The encoder writes a byte of payload as six bytes at worst, and 192 bytes hold all other members of DATA.
    private const int WorstExpansion = 6;
    private const int Overhead = 192;

    private readonly SendQueue _queue = new(bounds.Capacity);
    private long _heard;

    /// <summary>Whether the peer has shown that it tells which message it acknowledges; a prototype does not. Before that one message
    /// is in flight at a time.</summary>
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

    /// <summary>Refuses a payload that no datagram carries.</summary>
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
                $"The payload of {payload.Length} bytes makes a datagram of {size}, but at most {maximumDatagramSize} are allowed.",
                nameof(payload)
            );
        }
    }

    /// <summary>True where a message is so long that a path may drop it for that.</summary>
    public bool IsLong(in OutgoingMessage message) => message.Length > bounds.LongPayload;

    /// <summary>True where the message with this number was sent and is not acknowledged.</summary>
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

    /// <summary>Takes an acknowledgement; false where it acknowledges nothing that is waiting.</summary>
    /// <param name="ack">The acknowledgement; without a number it can only mean the one message in flight.</param>
    /// <param name="sequence">The number it means; 0 where it means none.</param>
    /// <param name="transmissions">How often the message was sent; 0 where it acknowledges nothing.</param>
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

    /// <summary>Gives up one message that was sent.</summary>
    public bool TryAbandon(long sequence) => _queue.TryAcknowledge(sequence, out _);

    /// <summary>Something was heard of the peer: messages that had all their attempts have them again, and the one that nobody answers
    /// may be too long.</summary>
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

    /// <summary>Makes everything that is not acknowledged due at once, with all its attempts before it: the path has changed.</summary>
    public void Restart()
    {
        for (int i = 0; i < _queue.Span; i++)
        {
            _queue[i].Timer = default;
        }
    }

    /// <summary>Sends what is due; true where that was anything.</summary>
    /// <param name="route">How it is sent.</param>
    /// <param name="peer">To whom.</param>
    /// <param name="first">How long a first transmission waits for its answer.</param>
    /// <param name="longest">The longest wait of the oldest message; the others have that of the bounds.</param>
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
                message.Timer.Stop(); // until something is heard of the peer
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

    /// <summary>True where it is time, and where there was no room for it when it was.</summary>
    private bool IsDue(in RetransmissionTimer timer, TimeSpan now) =>
        timer.Deadline is null ? timer.Attempts < bounds.Attempts : timer.IsDue(now);

    // What makes a message one that the path does not carry (a router that drops what is too long, and says so to nobody): it is longer
    // than the messages that go to and fro, and so often without an answer while other things were answered. By default a client's message
    // that is lost by chance, a third of the time, each time, is taken for one once in 60,000 times.
    private bool IsTooLong(in OutgoingMessage message) =>
        IsLong(message) && message.Transmissions >= bounds.LongPayloadAttempts && _heard - message.HeardBefore >= bounds.LongPayloadAnswers;
}
