using System.Buffers.Binary;

namespace JumpingVpn.Network.Randomness;

/// <summary>
/// A reproducible sequence of numbers: xoshiro256** 1.0 (Blackman, Vigna 2018), its state spread from 64 bits by SplitMix64.
/// The same seed gives the same numbers on every machine and runtime. Not for keys.
/// </summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
public sealed class RandomStream
{
    private Xoshiro256 _generator;

    /// <summary>Creates the stream of one seed; use <see cref="RandomSource.Stream"/> to name it instead.</summary>
    public RandomStream(ulong seed) => _generator = new Xoshiro256(seed);

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => _generator.Next();

    /// <summary>
    /// A number from 0 to <paramref name="bound"/> − 1, each exactly as likely (Lemire 2019: multiply, reject the
    /// remainder).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0.</exception>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        return _generator.Below(bound);
    }

    /// <summary>A number from <paramref name="minimum"/> to <paramref name="maximum"/>, both included, each exactly as likely.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is below the minimum.</exception>
    public long Between(long minimum, long maximum)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        return _generator.Between(minimum, maximum);
    }

    /// <summary>True with the given probability. Draws exactly one bounded number, whatever the probability.</summary>
    public bool Chance(Probability probability) => _generator.Chance(probability);

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
