using System.Buffers.Binary;
using System.Text;

namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// Finds what has a name in the time of a few comparisons: by its length, and among those of one length by two words, the first and the
/// last eight bytes, which are all there is of a name of up to sixteen.
/// </summary>
internal sealed class NameIndex<T>
    where T : struct
{
    private const int WholeInWords = 2 * sizeof(ulong);

    private readonly Entry[][] _byLength;

    public NameIndex(IReadOnlyCollection<(string Name, T Value)> names)
    {
        int longest = names.Max(named => named.Name.Length);
        _byLength = new Entry[longest + 1][];
        for (int length = 0; length <= longest; length++)
        {
            _byLength[length] = [.. names.Where(named => named.Name.Length == length).Select(Enter)];
        }
    }

    /// <summary>What has this name; the default if nothing has it.</summary>
    public T Find(ReadOnlySpan<byte> name)
    {
        Entry[][] byLength = _byLength;
        if (name.Length >= byLength.Length)
        {
            return default;
        }

        (ulong first, ulong last) = Words(name);
        foreach (ref readonly Entry entry in byLength[name.Length].AsSpan())
        {
            if (entry.First == first && entry.Last == last && (name.Length <= WholeInWords || name.SequenceEqual(entry.Name)))
            {
                return entry.Value;
            }
        }

        return default;
    }

    private static Entry Enter((string Name, T Value) named)
    {
        byte[] name = Encoding.ASCII.GetBytes(named.Name);
        (ulong first, ulong last) = Words(name);
        return new Entry(first, last, name, named.Value);
    }

    private static (ulong First, ulong Last) Words(ReadOnlySpan<byte> name)
    {
        if (name.Length >= sizeof(ulong))
        {
            return (BinaryPrimitives.ReadUInt64LittleEndian(name), BinaryPrimitives.ReadUInt64LittleEndian(name[^sizeof(ulong)..]));
        }

        if (name.Length >= sizeof(uint))
        {
            return (BinaryPrimitives.ReadUInt32LittleEndian(name), BinaryPrimitives.ReadUInt32LittleEndian(name[^sizeof(uint)..]));
        }

        ulong word = 0;
        foreach (byte one in name)
        {
            word = (word << 8) | one;
        }

        return (word, 0);
    }

    private readonly record struct Entry(ulong First, ulong Last, byte[] Name, T Value);
}
