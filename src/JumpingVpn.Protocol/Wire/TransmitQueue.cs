using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// The datagrams that wait to be polled, oldest first: a ring of reused buffers. It is bounded; beyond the bound a new one is
/// not taken, as by a full send buffer. Where it is emptied each time, one buffer serves for ever.
/// </summary>
internal sealed class TransmitQueue(int capacity)
{
    private const int SmallestBuffer = 256;

    private Slot[] _slots = new Slot[Math.Min(2, capacity)];
    private int _first;

    public int Count { get; private set; }

    public bool TryEnqueue(ReadOnlySpan<byte> datagram, in TransportAddress to)
    {
        if (Count == _slots.Length && !TryGrow())
        {
            return false;
        }

        ref Slot slot = ref _slots[(_first + Count) % _slots.Length];
        if (slot.Buffer is null || slot.Buffer.Length < datagram.Length)
        {
            slot.Buffer = new byte[Math.Max(datagram.Length, SmallestBuffer)];
        }

        datagram.CopyTo(slot.Buffer);
        slot.Length = datagram.Length;
        slot.To = to;
        Count++;
        return true;
    }

    public bool TryDequeue(Span<byte> buffer, out int length, out TransportAddress to)
    {
        if (Count > 0 && buffer.Length < _slots[_first].Length)
        {
            throw new ArgumentException(
                $"The buffer has {buffer.Length} bytes, but the datagram has {_slots[_first].Length}; "
                + "offer at least the maximum datagram size.",
                nameof(buffer));
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

        ref Slot slot = ref _slots[_first];
        datagram = slot.Buffer.AsSpan(0, slot.Length);
        to = slot.To;
        _first = --Count == 0 ? 0 : (_first + 1) % _slots.Length;
        return true;
    }

    /// <summary>Drops what waits: the transport it was meant for is gone.</summary>
    public void Clear()
    {
        _first = 0;
        Count = 0;
    }

    private bool TryGrow()
    {
        if (_slots.Length == capacity)
        {
            return false;
        }

        var grown = new Slot[Math.Min(_slots.Length * 2, capacity)];
        for (int i = 0; i < Count; i++)
        {
            grown[i] = _slots[(_first + i) % _slots.Length];
        }

        _slots = grown;
        _first = 0;
        return true;
    }

    private struct Slot
    {
        public byte[]? Buffer;
        public int Length;
        public TransportAddress To;
    }
}
