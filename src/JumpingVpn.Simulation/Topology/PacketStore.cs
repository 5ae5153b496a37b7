using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>
/// The datagrams under way. Slots and their buffers are reused, so that steady traffic allocates nothing. A reference to a slot
/// is valid only until the next <see cref="Rent"/>.
/// </summary>
internal sealed class PacketStore
{
    private const int SmallestBuffer = 128;

    /// <summary>Longer buffers are not kept: one burst of them must not hold memory for good.</summary>
    private const int LongestKept = 4096;

    private Packet[] _slots = new Packet[4];
    private int[] _free = new int[4];
    private int _freeCount;
    private int _slotCount;
    private long _ids;

    /// <summary>How many datagrams are under way.</summary>
    public int InFlight => _slotCount - _freeCount;

    public ref Packet this[int slot] => ref _slots[slot];

    public int Rent(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination, int origin)
    {
        int slot = TakeSlot();
        ref Packet packet = ref _slots[slot];
        if (packet.Buffer is null || packet.Buffer.Length < payload.Length)
        {
            packet.Buffer = GC.AllocateUninitializedArray<byte>(Math.Max(SmallestBuffer, payload.Length));
        }

        payload.CopyTo(packet.Buffer);
        packet.Length = payload.Length;
        packet.Source = source;
        packet.Destination = destination;
        packet.Origin = origin;
        packet.Id = _ids++;
        return slot;
    }

    public int Copy(int slot)
    {
        Packet original = _slots[slot];
        return Rent(original.Payload, original.Source, original.Destination, original.Origin);
    }

    /// <summary>Cuts or lengthens a datagram at its end; what it gains is for the caller to write.</summary>
    public void Resize(int slot, int change)
    {
        ref Packet packet = ref _slots[slot];
        int length = packet.Length + change;
        if (length > packet.Buffer.Length)
        {
            byte[] larger = GC.AllocateUninitializedArray<byte>(length);
            packet.Payload.CopyTo(larger);
            packet.Buffer = larger;
        }

        packet.Length = length;
    }

    public void Return(int slot)
    {
        if (_slots[slot].Buffer.Length > LongestKept)
        {
            _slots[slot].Buffer = null!;
        }

        if (_freeCount == _free.Length)
        {
            Array.Resize(ref _free, _freeCount * 2);
        }

        _free[_freeCount++] = slot;
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
        }

        return _slotCount++;
    }
}
