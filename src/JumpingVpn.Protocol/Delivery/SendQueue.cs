using JumpingVpn.Protocol.Queues;

namespace JumpingVpn.Protocol.Delivery;

/// <summary>
/// The unacknowledged messages, in the order of their sequence numbers, which have no gaps: a bounded ring of reused buffers. The oldest
/// message is always unacknowledged.
/// </summary>
internal sealed class SendQueue(int capacity)
{
    private BoundedRing<OutgoingMessage> _messages = new(smallest: 2, capacity);
    private long _lastSequence;

    /// <summary>How many messages wait for their acknowledgement, sent or not.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>How many places the ring holds between the oldest unacknowledged message and the newest.</summary>
    public int Span => _messages.Count;

    /// <summary>The message at a distance from the oldest one.</summary>
    public ref OutgoingMessage this[int distance] => ref _messages[distance];

    /// <summary>Copies the payload and gives it the next sequence number; false if the queue is full.</summary>
    public bool TryAdd(ReadOnlySpan<byte> payload, out long sequence, DeliverySemantics semantics = DeliverySemantics.ExactlyOnce)
    {
        sequence = 0;
        if (!_messages.TryAdd())
        {
            return false;
        }

        sequence = ++_lastSequence;
        ref OutgoingMessage message = ref this[Span - 1];
        if (message.Buffer is null || message.Buffer.Length < payload.Length)
        {
            message.Buffer = new byte[Math.Max(payload.Length, 64)];
        }

        payload.CopyTo(message.Buffer);
        message.Length = payload.Length;
        message.Sequence = sequence;
        message.Transmissions = 0;
        message.Acknowledged = false;
        message.Once = semantics == DeliverySemantics.AtMostOnce;
        message.Timer = default;
        Unacknowledged++;
        return true;
    }

    /// <summary>
    /// Records the acknowledgement of a message, and returns how often it was sent; false for a message that was not sent or is already
    /// acknowledged.
    /// </summary>
    public bool TryAcknowledge(long sequence, out int transmissions)
    {
        transmissions = 0;
        long distance = Span == 0 ? -1 : sequence - this[0].Sequence;
        if (distance < 0 || distance >= Span || this[(int)distance].Acknowledged || !this[(int)distance].Sent)
        {
            return false;
        }

        transmissions = this[(int)distance].Transmissions;
        this[(int)distance].Acknowledged = true;
        Unacknowledged--;
        while (Span > 0 && this[0].Acknowledged)
        {
            _messages.RemoveFirst();
        }

        return true;
    }
}
