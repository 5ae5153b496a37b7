using System.Numerics;

namespace JumpingVpn.Network.Randomness;

/// <summary>
/// The generator xoshiro256** 1.0 (Blackman, Vigna 2018) as a value, so that whoever draws from it for each datagram holds its state
/// in itself. <see cref="RandomStream"/> is the same as an object.
/// </summary>
internal struct Xoshiro256
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>Creates the generator with a state spread from 64 bits by SplitMix64.</summary>
    public Xoshiro256(ulong seed)
    {
        var spread = new SplitMix64(seed);
        _s0 = spread.Next();
        _s1 = spread.Next();
        _s2 = spread.Next();
        _s3 = spread.Next();
    }

    /// <summary>False for the default value, which is not a generator: no seed gives a state of zeros.</summary>
    public readonly bool IsSeeded => (_s0 | _s1 | _s2 | _s3) != 0;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
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

    /// <summary>A number below a bound, which is not 0, each exactly as likely (Lemire 2019: multiply, reject the remainder).</summary>
    public ulong Below(ulong bound)
    {
        ulong high = Math.BigMul(Next(), bound, out ulong low);
        if (low < bound)
        {
            ulong reject = (0 - bound) % bound;
            while (low < reject)
            {
                high = Math.BigMul(Next(), bound, out low);
            }
        }

        return high;
    }

    /// <summary>A number from a minimum to a maximum, which is not below it, both included, each exactly as likely.</summary>
    public long Between(long minimum, long maximum)
    {
        ulong span = (ulong)(maximum - minimum);
        return span == ulong.MaxValue ? (long)Next() : minimum + (long)Below(span + 1);
    }

    /// <summary>True with the given probability. Draws exactly one bounded number, whatever the probability.</summary>
    public bool Chance(Probability probability) => Below(Probability.Scale) < (ulong)probability.PartsPerMillion;
}
