using System.Buffers.Binary;
using System.Numerics;

namespace JumpingVpn.Network.Randomness;

/// <summary>
/// A reproducible sequence of numbers: xoshiro256** 1.0 (Blackman, Vigna 2018), its state spread from 64 bits by SplitMix64.
/// The same seed gives the same numbers on every machine and runtime. Not for keys.
/// </summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
public sealed class RandomStream
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates the stream of one seed; use <see cref="RandomSource.Stream"/> to name it instead.</summary>
    public RandomStream(ulong seed)
    {
        var spread = new SplitMix64(seed);
        _s0 = spread.Next();
        _s1 = spread.Next();
        _s2 = spread.Next();
        _s3 = spread.Next();
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>
    /// A number from 0 to <paramref name="bound"/> − 1, each exactly as likely (Lemire 2019: multiply, reject the
    /// remainder).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0.</exception>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        ulong high = Math.BigMul(NextUInt64(), bound, out ulong low);
        if (low < bound)
        {
            ulong reject = (0 - bound) % bound;
            while (low < reject)
            {
                high = Math.BigMul(NextUInt64(), bound, out low);
            }
        }

        return high;
    }

    /// <summary>A number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, each exactly as likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below the minimum.</exception>
    public long Between(long minimum, long maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        ulong span = (ulong)(maximum - minimum);
        return span == ulong.MaxValue ? (long)NextUInt64() : minimum + (long)Below(span + 1);
    }

    /// <summary>True with the given probability. Draws exactly one bounded number, whatever the probability.</summary>
    public bool Chance(Probability probability) => Below(Probability.Scale) < (ulong)probability.PartsPerMillion;

    /// <summary>Fills a buffer with random bytes, the same on every byte order.</summary>
    public void Fill(Span<byte> buffer)
    {
        while (buffer.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(buffer, NextUInt64());
            buffer = buffer[sizeof(ulong)..];
        }

        if (buffer.Length > 0)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            BinaryPrimitives.WriteUInt64LittleEndian(last, NextUInt64());
            last[..buffer.Length].CopyTo(buffer);
        }
    }
}
