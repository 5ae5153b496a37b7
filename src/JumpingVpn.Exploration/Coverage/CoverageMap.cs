using System.Numerics;

namespace JumpingVpn.Exploration.Coverage;

/// <summary>Which of the network's states were seen: states and transitions of sessions, refusals, branches and sizes of NATs, reasons of
/// drops, orders of messages. Each is one of 8,192 bits, found by a hash; two that share one are rare and do no harm.</summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
public sealed class CoverageMap
{
    /// <summary>How many bits there are.</summary>
    public const int Size = 8_192;

    private readonly ulong[] _bits = new ulong[Size / 64];

    /// <summary>How many were seen.</summary>
    public int Count => _bits.Sum(BitOperations.PopCount);

    /// <summary>Whether a state was seen.</summary>
    public bool Contains(int state) => (_bits[state / 64] & (1UL << (state % 64))) != 0;

    /// <summary>Notes a state; false if it was seen before.</summary>
    public bool Add(int state)
    {
        bool isNew = !Contains(state);
        _bits[state / 64] |= 1UL << (state % 64);
        return isNew;
    }

    /// <summary>Notes all that another has seen.</summary>
    public void Add(CoverageMap other)
    {
        ArgumentNullException.ThrowIfNull(other);
        for (int i = 0; i < _bits.Length; i++)
        {
            _bits[i] |= other._bits[i];
        }
    }

    /// <summary>A copy that goes its own way.</summary>
    public CoverageMap Copy()
    {
        var copy = new CoverageMap();
        _bits.CopyTo(copy._bits, 0);
        return copy;
    }

    /// <summary>The bit of a state, by whatever names it.</summary>
    internal static int BitOf(ReadOnlySpan<int> name)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325UL;
        foreach (int part in name)
        {
            hash = (hash ^ (uint)part) * 0x0000_0100_0000_01B3UL;
            hash ^= hash >> 29;
        }

        return (int)(hash % Size);
    }
}
