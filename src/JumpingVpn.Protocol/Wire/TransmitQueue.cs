using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Queues;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// The datagrams that wait to be polled, oldest first: a ring of reused buffers. It is bounded; beyond the bound a new one is
/// not taken, as by a full send buffer. Where it is emptied each time, one buffer serves for ever.
/// </summary>
internal sealed class TransmitQueue(int capacity)
{
    private const int SmallestBuffer = 256;

    private BoundedRing<Slot> _slots = new(smallest: 2, capacity);

    public int Count => _slots.Count;

    public bool TryEnqueue(ReadOnlySpan<byte> datagram, in TransportAddress to)
    {
        if (!_slots.TryAdd())
        {
            return false;
        }

        ref Slot slot = ref _slots[Count - 1];
        if (slot.Buffer is null || slot.Buffer.Length < datagram.Length)
        {
            slot.Buffer = new byte[Math.Max(datagram.Length, SmallestBuffer)];
        }

        datagram.CopyTo(slot.Buffer);
        slot.Length = datagram.Length;
        slot.To = to;
        return true;
    }

    public bool TryDequeue(Span<byte> buffer, out int length, out TransportAddress to)
    {
        if (Count > 0 && buffer.Length < _slots[0].Length)
        {
            throw new ArgumentException(
                $"The buffer has {buffer.Length} bytes, but the datagram has {_slots[0].Length}; "
                    + "offer at least the maximum datagram size.",
                nameof(buffer)
            );
        }

        bool taken = TryTake(out ReadOnlySpan<byte> datagram, out to);
        datagram.CopyTo(buffer);
        length = datagram.Length;
        return taken;
    }

    /// <summary>Takes the oldest one without copying it: the bytes are valid until the next one is enqueued.</summary>
    public bool TryTake(out ReadOnlySpan<byte> datagram, out TransportAddress to)
    {
        datagram = default;
        to = default;
        if (Count == 0)
        {
            return false;
        }

        ref Slot slot = ref _slots[0];
        datagram = slot.Buffer.AsSpan(0, slot.Length);
        to = slot.To;
        _slots.RemoveFirst();
        return true;
    }

    /// <summary>Drops what waits: the transport it was meant for is gone.</summary>
    public void Clear() => _slots.Clear();

    private struct Slot
    {
        public byte[]? Buffer;
        public int Length;
        public TransportAddress To;
    }
}
