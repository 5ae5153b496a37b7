using System.Numerics;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// Looks for the datagram that costs most for its length. Two things guide it: how the reader took the datagram apart, which repeats
/// itself, and the time that it took. What is new in the first or among the dearest in the second is mutated further.
/// </summary>
public sealed class CostFuzzer
{
    private const int Dearest = 64;
    private const int LargestCorpus = 4_096;
    private const int LongestDatagram = 4_096; // what is longer is not read
    private const int ShortLook = 3;
    private const int LongLook = 60;

    private readonly RandomStream _random;
    private readonly Mutator _mutator;
    private readonly MessageReader _reader = new(LongestDatagram);
    private readonly HashSet<ulong> _shapes = [];
    private readonly List<byte[]> _corpus = [];
    private readonly List<(double Ratio, byte[] Datagram)> _dearest = [];

    /// <summary>Prepares a run.</summary>
    /// <param name="seed">Of all choices; what is kept for its time differs from run to run.</param>
    public CostFuzzer(ulong seed)
    {
        _random = new RandomStream(seed);
        _mutator = new Mutator(_random, LongestDatagram);
    }

    /// <summary>Tries datagrams until told to stop.</summary>
    /// <param name="goOn">Asked now and then.</param>
    /// <param name="seeds">Genuine datagrams to begin with, beside those that are known to be dear.</param>
    public CostReport Run(Func<CostReport, bool> goOn, IReadOnlyList<byte[]> seeds)
    {
        ArgumentNullException.ThrowIfNull(goOn);
        ArgumentNullException.ThrowIfNull(seeds);
        using var meter = new CostMeter();
        _corpus.AddRange([
            .. seeds,
            .. Bombs.OfLength(200).Select(b => b.Datagram),
            .. Bombs.OfLength(1_400).Select(b => b.Datagram),
            .. Bombs.OfLength(LongestDatagram).Select(b => b.Datagram),
        ]);
        int known = _corpus.Count;
        meter.Ratio(_corpus[0], rounds: 20_000); // until the compiler has done its work
        for (long tried = 0; ; tried++)
        {
            byte[] datagram = tried < known ? _corpus[(int)tried] : Next();
            bool isNew = _shapes.Add(Shape(datagram));
            double ratio = meter.Ratio(datagram, ShortLook);
            if (_dearest.Count < Dearest || ratio > _dearest[^1].Ratio)
            {
                ratio = meter.Ratio(datagram, LongLook); // a short look may have met other work
                Keep(ratio, datagram);
            }

            if (isNew && _corpus.Count < LargestCorpus)
            {
                _corpus.Add(datagram);
            }

            if (tried >= known && tried % 1_000 == 0 && !goOn(Report(tried)))
            {
                Settle(meter);
                return Report(tried);
            }
        }
    }

    private CostReport Report(long tried) => new(tried, _corpus.Count + _dearest.Count, _dearest[0].Datagram, _dearest[0].Ratio);

    private void Keep(double ratio, byte[] datagram)
    {
        _dearest.Add((ratio, datagram));
        _dearest.Sort((one, other) => other.Ratio.CompareTo(one.Ratio));
        if (_dearest.Count > Dearest)
        {
            _dearest.RemoveAt(Dearest);
        }
    }

    /// <summary>Looks once more and longer at the dearest, so that what other work on the machine made dear is not the worst.</summary>
    private void Settle(CostMeter meter)
    {
        (double Ratio, byte[] Datagram)[] all = [.. _dearest];
        _dearest.Clear();
        foreach ((_, byte[] datagram) in all)
        {
            Keep(meter.Ratio(datagram, 10 * LongLook), datagram);
        }
    }

    private byte[] Next()
    {
        byte[] one =
            _random.Below(2) == 0 && _dearest.Count > 0
                ? _dearest[(int)_random.Below((ulong)_dearest.Count)].Datagram
                : _corpus[(int)_random.Below((ulong)_corpus.Count)];
        byte[] other = _corpus[(int)_random.Below((ulong)_corpus.Count)];
        byte[] mutated = _mutator.Mutate(one, other);
        return mutated.Length > 0 && _random.Below(3) == 0 ? Dense(mutated) : mutated;
    }

    /// <summary>Repeats a few bytes of a datagram in their place, as often as it may become long.</summary>
    private byte[] Dense(byte[] datagram)
    {
        int at = (int)_random.Below((ulong)datagram.Length);
        int length = 1 + (int)_random.Below((ulong)Math.Min(24, datagram.Length - at));
        int times = (int)_random.Below((ulong)((LongestDatagram - datagram.Length) / length) + 1);
        byte[] piece = datagram[at..(at + length)];
        return [.. datagram[..at], .. Enumerable.Repeat(piece, times).SelectMany(bytes => bytes), .. datagram[at..]];
    }

    /// <summary>How a datagram was read: its outcome, and the magnitudes of what makes it dear. It does not depend on the
    /// machine.</summary>
    private ulong Shape(ReadOnlySpan<byte> datagram)
    {
        ReadOutcome outcome = _reader.Read(datagram, out WireMessage message);
        int turns = 0;
        for (int i = 1; i < datagram.Length; i++)
        {
            turns += (datagram[i] ^ datagram[i - 1]) >> 7; // from ASCII to what is not, and back
        }

        ulong shape = ((ulong)outcome << 8) | (ulong)message.Type;
        foreach (int size in (ReadOnlySpan<int>)[_reader.Pieces, datagram.Length, datagram.Count((byte)'\\'), turns])
        {
            shape = (shape << 8) | (uint)Magnitude(size);
        }

        return shape;
    }

    /// <summary>Grows by one with each half of a power of two.</summary>
    private static int Magnitude(int size)
    {
        int log = BitOperations.Log2((uint)size | 1);
        return (2 * log) + ((size >> Math.Max(0, log - 1)) & 1);
    }
}
