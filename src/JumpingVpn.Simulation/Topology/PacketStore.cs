using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// The datagrams in flight. Slots and the memory of payloads are reused, so that steady traffic allocates nothing. A reference to a slot is
/// valid only until the next <see cref="Rent"/>; the bytes of a payload stay what they are until its slot is returned.
/// </summary>
/// <remarks>
/// Short payloads lie side by side, each at a place that follows from the number of its slot: with ten thousand in flight neither is in the
/// cache, and so both are fetched at once instead of one after the other.
/// </remarks>
internal sealed class PacketStore
{
    private const int FirstSlots = 4;
    private const int ShortPayload = 128;

    /// <summary>Longer buffers are not kept: one burst of them must not hold memory forever.</summary>
    private const int LongestKept = 4096;

    private Packet[] _slots = new Packet[FirstSlots];
    private byte[] _short = new byte[FirstSlots * ShortPayload];
    private byte[]?[] _long = new byte[FirstSlots][]; // looked at for payloads alone that are not short
    private int[] _free = new int[FirstSlots];
    private int _freeCount;
    private int _slotCount;
    private long _ids;

    /// <summary>How many datagrams are under way.</summary>
    public int InFlight => _slotCount - _freeCount;

    public ref Packet this[int slot] => ref _slots[slot];

    public Span<byte> Payload(int slot)
    {
        int length = _slots[slot].Length;
        return length <= ShortPayload ? _short.AsSpan(slot * ShortPayload, length) : _long[slot].AsSpan(0, length);
    }

    public int Rent(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination, int origin)
    {
        int slot = TakeSlot();
        ref Packet packet = ref _slots[slot];
        packet.Length = payload.Length;
        packet.Source = source;
        packet.Destination = destination;
        packet.Origin = origin;
        packet.Id = _ids++;
        EnsureRoom(slot, payload.Length);
        payload.CopyTo(Payload(slot));
        return slot;
    }

    public int Copy(int slot)
    {
        Packet original = _slots[slot];
        return Rent(Payload(slot), original.Source, original.Destination, original.Origin);
    }

    /// <summary>Cuts or lengthens a datagram at its end; what it gains is for the caller to write.</summary>
    /// <returns>Its payload.</returns>
    public Span<byte> Resize(int slot, int length)
    {
        ReadOnlySpan<byte> before = Payload(slot);
        EnsureRoom(slot, length);
        _slots[slot].Length = length;
        Span<byte> after = Payload(slot);
        before[..Math.Min(before.Length, length)].CopyTo(after);
        return after;
    }

    public void Return(int slot)
    {
        if (_slots[slot].Length > LongestKept)
        {
            _long[slot] = null;
        }

        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _freeCount * 2);
        }

        _free[_freeCount++] = slot;
    }

    private void EnsureRoom(int slot, int length)
    {
        if (length > ShortPayload && (_long[slot] is not { } buffer || buffer.Length < length))
        {
            _long[slot] = GC.AllocateUninitializedArray<byte>(length);
        }
    }

    private int TakeSlot()
    {
        if (_freeCount > 0)
        {
            return _free[--_freeCount];
        }

        if (_slotCount == _slots.Length)
        {
            Array.Resize(ref _slots, _slotCount * 2);
            Array.Resize(ref _short, _slotCount * 2 * ShortPayload);
            Array.Resize(ref _long, _slotCount * 2);
        }

        return _slotCount++;
    }
}
