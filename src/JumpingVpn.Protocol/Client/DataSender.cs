using System.Text.Unicode;
using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends messages until they are acknowledged: a window of them to a server that echoes sequence numbers, one at a time to one
/// that does not, or has not yet shown that it does.
/// </summary>
internal sealed class DataSender(
    ClientOptions options, IEntropySource entropy, ClientCounters counters, ClientOutbox outbox, HealthMonitor health)
{
    // The encoder writes a byte of payload as six bytes at worst, and 192 bytes hold all other members of DATA.
    private const int WorstExpansion = 6;
    private const int Overhead = 192;

    private readonly SendQueue _queue = new(options.SendQueueCapacity);
    private bool _serverEchoesSequence;

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

    private int WindowSpan => Math.Min(_queue.Span, _serverEchoesSequence ? options.SendWindow : 1);

    public bool TryAdd(ReadOnlySpan<byte> payload, out long sequence)
    {
        if (!Utf8.IsValid(payload))
        {
            throw new ArgumentException(
                "The payload is not UTF-8, but the wire carries it as text; encode binary data first.", nameof(payload));
        }

        bool surelyFits = payload.Length <= (options.MaximumDatagramSize - Overhead) / WorstExpansion;
        if (!surelyFits && outbox.MeasureData(payload) is var size && size > options.MaximumDatagramSize)
        {
            throw new ArgumentException(
                $"The payload of {payload.Length} bytes makes a datagram of {size}, but at most {options.MaximumDatagramSize} are allowed.",
                nameof(payload));
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

            counters.DataRetransmissions += message.Sent ? 1 : 0;
            message.Transmissions++;
            outbox.Data(id, message.Sequence, message.Payload);
            TimeSpan maximum = i == 0 ? Deadlines.Longer(longest, health.FirstWait) : options.MaximumRetransmission;
            message.Timer.Sent(now, health.FirstWait, maximum, entropy);
            health.Sent(ProbeKind.Data, message.Sequence, now);
            any = true;
        }

        return any;
    }

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
            sequence = AnyInFlight && !_serverEchoesSequence ? _queue[0].Sequence : 0;
        }

        bool first = _queue.TryAcknowledge(sequence, out int transmissions);
        health.Answered(ProbeKind.Data, sequence, transmissions, now);
        if (!first)
        {
            return false;
        }

        _serverEchoesSequence |= ack.Has(Members.Sequence);
        counters.Acknowledged++;
        return true;
    }
}
