using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace JumpingVpn.Protocol.Wire;

/// <summary>The check of <see cref="Utf8Check"/> by vectors of 64 bytes, for processors that have such.</summary>
internal static class Utf8Check512
{
    /// <summary>How many bytes a vector has.</summary>
    public const int Width = 64;

    private const int Before = 3;

    /// <summary>True if the bytes, as many at least as a vector has, are UTF-8. The first begins a character.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        // Locals of the loop's own method stay in registers; on the stack they would cross the borders of cache lines.
        Vector512<byte> firstHigh = Utf8Faults.FirstHigh.Wide;
        Vector512<byte> firstLow = Utf8Faults.FirstLow.Wide;
        Vector512<byte> secondHigh = Utf8Faults.SecondHigh.Wide;
        var lowHalf = Vector512.Create((byte)0x0F);

        // Before the first bytes are zeros, and so are behind the last, one at least: a character that is cut off is too short.
        Span<byte> edge = stackalloc byte[Before + Width];
        edge.Clear();
        text[..Width].CopyTo(edge[Before..]);
        Vector512<byte> faults = default;
        scoped ref byte vector = ref edge[Before];
        for (int next = Width; ; next += Width)
        {
            var bytes = Vector512.LoadUnsafe(ref vector);
            var previous = Vector512.LoadUnsafe(ref Unsafe.Subtract(ref vector, 1));
            var second = Vector512.LoadUnsafe(ref Unsafe.Subtract(ref vector, 2));
            var third = Vector512.LoadUnsafe(ref Unsafe.Subtract(ref vector, 3));
            Vector512<byte> awaited =
                Vector512.SubtractSaturate(second, Vector512.Create((byte)(0xE0 - 0x80)))
                | Vector512.SubtractSaturate(third, Vector512.Create((byte)(0xF0 - 0x80)));
            Vector512<byte> pairs =
                HalfByteTable.LookUp(firstHigh, previous >>> 4)
                & HalfByteTable.LookUp(firstLow, previous & lowHalf)
                & HalfByteTable.LookUp(secondHigh, bytes >>> 4);
            faults |= pairs ^ (awaited & Vector512.Create(Utf8Faults.TwoContinuations));
            if (next > text.Length)
            {
                return faults == Vector512<byte>.Zero;
            }

            if (next <= text.Length - Width)
            {
                vector = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), next);
                continue;
            }

            edge.Clear();
            text[(next - Before)..].CopyTo(edge);
            vector = ref edge[Before];
        }
    }
}
