using System.Buffers.Binary;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>
/// What no server can do without: it finds an object of a session's size by a random 64-bit id, among so many, and changes it at both
/// ends. Beside it stands what the server does; the difference between one object and a million is the memory's, not ours.
/// </summary>
internal sealed class BareLookUp
{
    private readonly Dictionary<ulong, Item> _items = [];
    private readonly ulong[] _ids;
    private int _next;

    public BareLookUp(int count)
    {
        var entropy = new SeededEntropy(1);
        Span<byte> id = stackalloc byte[8];
        _ids = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            entropy.Fill(id);
            _ids[i] = BinaryPrimitives.ReadUInt64BigEndian(id);
            _items.Add(_ids[i], new Item());
        }
    }

    /// <summary>Looks objects up in the order in which <see cref="ServerLoad.RunData(int)"/> sends data, each only when the one before is
    /// done with: a server has so much to do between two sessions that a processor fetches no second one ahead.</summary>
    public long Run(int count)
    {
        for (int i = 0; i < count; i++)
        {
            _next = (int)((_next + 7_919L) % _ids.Length);
            _next += _items[_ids[_next]].Touch();
        }

        return count;
    }

    private sealed class Item
    {
        private Block _first;
        private Block _second;

        /// <summary>Changes both ends, and gives a 0 that is known only then.</summary>
        public int Touch() => (int)(_first.Number++ - _second.Number++);

        [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Sequential, Size = 64)]
        private struct Block
        {
            public long Number;
        }
    }
}
