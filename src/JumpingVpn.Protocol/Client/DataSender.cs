using System.Text.Unicode;
using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends messages until they are acknowledged: a window of them to a server that echoes sequence numbers, one at a time to one
/// that does not, or has not yet shown that it does.
/// </summary>
internal sealed class DataSender(
    ClientOptions options,
    IEntropySource entropy,
    ClientCounters counters,
    ClientOutbox outbox,
    HealthMonitor health
)
{
    // The encoder writes a byte of payload as six bytes at worst, and 192 bytes hold all other members of DATA.
    private const int WorstExpansion = 6;
    private const int Overhead = 192;

    // What makes a message one that the path does not carry (a router that drops what is too long, and says so to nobody): it is longer
    // than the messages that
    // go to and fro, and so often without an answer while other things were answered. A message that is lost by chance, a third of the
    // time, each time: 1 in 60,000.
    private const int LongPayload = 256;
    private const int AttemptsOfLong = 10;
    private const int AnswersMeanwhile = 3;

    // Later transmissions of a long message say more about its length than about the path.
    private const int HealthSamplesOfLong = 3;

    private readonly Queue<long> _abandoned = new();
    private readonly SendQueue _queue = new(options.SendQueueCapacity);

    /// <summary>How many answers of any kind have come.</summary>
    public long Answers { get; set; }

    /// <summary>Whether the server has shown that it tells which message it acknowledges; a prototype does not.</summary>
    public bool ServerEchoesSequence { get; set; }

    /// <summary>True while the oldest message that was sent and is not acknowledged is a long one.</summary>
    public bool IsLongInFlight => AnyInFlight && _queue[0].Length > LongPayload;

    public int Unacknowledged => _queue.Unacknowledged;

    /// <summary>True while at least one message was sent and is not acknowledged.</summary>
    public bool AnyInFlight => _queue.Span > 0 && _queue[0].Sent;

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

    private int WindowSpan => Math.Min(_queue.Span, ServerEchoesSequence ? options.SendWindow : 1);

    public bool TryAdd(ReadOnlySpan<byte> payload, out long sequence)
    {
        if (!Utf8.IsValid(payload))
        {
            throw new ArgumentException(
                "The payload is not UTF-8, but the wire carries it as text; encode binary data first.",
                nameof(payload)
            );
        }

        bool surelyFits = payload.Length <= (options.MaximumDatagramSize - Overhead) / WorstExpansion;
        if (!surelyFits && outbox.MeasureData(payload) is var size && size > options.MaximumDatagramSize)
        {
            throw new ArgumentException(
                $"The payload of {payload.Length} bytes makes a datagram of {size}, but at most {options.MaximumDatagramSize} are allowed.",
                nameof(payload)
            );
        }

        return _queue.TryAdd(payload, out sequence);
    }

    /// <summary>Sends what is due; true where that was anything.</summary>
    /// <param name="id">The session.</param>
    /// <param name="longest">The longest wait of the oldest message for its next transmission, but for what the round trip takes.</param>
    /// <param name="now">Protocol time.</param>
    public bool Pump(SessionId id, TimeSpan longest, TimeSpan now)
    {
        bool any = false;
        for (int i = 0; i < WindowSpan; i++)
        {
            ref OutgoingMessage message = ref _queue[i];
            if (message.Acknowledged || !(message.Timer.Attempts == 0 || message.Timer.IsDue(now)))
            {
                continue;
            }

            if (IsTooLong(message))
            {
                Abandon(message.Sequence);
                i = -1; // the ring may have moved
                continue;
            }

            message.AnswersBefore = message.Sent ? message.AnswersBefore : Answers;
            counters.DataRetransmissions += message.Sent ? 1 : 0;
            message.Transmissions++;
            outbox.Send(
                new WireMessage
                {
                    Type = MessageType.Data,
                    SessionId = id,
                    Sequence = message.Sequence,
                    Payload = message.Payload,
                }
            );
            TimeSpan maximum = i == 0 ? Deadlines.Longer(longest, health.FirstWait) : options.MaximumRetransmission;
            message.Timer.Sent(now, health.FirstWait, maximum, entropy);
            if (message.Length <= LongPayload || message.Transmissions <= HealthSamplesOfLong)
            {
                health.Sent(ProbeKind.Data, message.Sequence, now);
            }

            any = true;
        }

        return any;
    }

    /// <summary>Gives up one message, which is known to be too long for the path; the others go on.</summary>
    public void Abandon(long sequence)
    {
        if (_queue.TryAcknowledge(sequence, out _))
        {
            health.Withdraw(ProbeKind.Data, sequence);
            _abandoned.Enqueue(sequence);
        }
    }

    /// <summary>Takes the next message that was given up.</summary>
    public bool TryTakeAbandoned(out long sequence) => _abandoned.TryDequeue(out sequence);

    /// <summary>Makes everything that is not acknowledged due at once, with all its attempts before it: the path has changed.</summary>
    public void Restart()
    {
        for (int i = 0; i < _queue.Span; i++)
        {
            _queue[i].Timer = default;
        }
    }

    /// <summary>Takes an acknowledgement; false where it acknowledges nothing that is waiting.</summary>
    public bool TryAcknowledge(in WireMessage ack, TimeSpan now, out long sequence)
    {
        sequence = ack.Sequence;
        if (!ack.Has(Members.Sequence))
        {
            // Without a number it can only mean the one message in flight.
            sequence = AnyInFlight && !ServerEchoesSequence ? _queue[0].Sequence : 0;
        }

        bool first = _queue.TryAcknowledge(sequence, out int transmissions);
        health.Answered(ProbeKind.Data, sequence, transmissions, now);
        if (!first)
        {
            return false;
        }

        ServerEchoesSequence |= ack.Has(Members.Sequence);
        counters.Acknowledged++;
        return true;
    }

    private bool IsTooLong(in OutgoingMessage message) =>
        message.Length > LongPayload && message.Transmissions >= AttemptsOfLong && Answers - message.AnswersBefore >= AnswersMeanwhile;
}
