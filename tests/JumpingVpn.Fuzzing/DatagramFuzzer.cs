using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// Feeds a target with mutated datagrams. It is guided by behaviour: a datagram that makes the target answer in a new way joins the
/// corpus and is mutated further. The same seed feeds the same datagrams.
/// </summary>
public sealed class DatagramFuzzer
{
    private const int LargestCorpus = 4_096;
    private const int LongestDatagram = 5_000; // some are longer than the protocol takes

    private readonly Func<IFuzzTarget> _make;
    private readonly RandomStream _random;
    private readonly Mutator _mutator;
    private readonly List<byte[]> _corpus = [];
    private readonly HashSet<ulong> _behaviours = [];

    /// <summary>Prepares a run.</summary>
    /// <param name="target">Makes a fresh target; each is disposed by the fuzzer.</param>
    /// <param name="seed">Of all choices.</param>
    public DatagramFuzzer(Func<IFuzzTarget> target, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        _make = target;
        _random = new RandomStream(seed);
        _mutator = new Mutator(_random, LongestDatagram);
    }

    /// <summary>Feeds up to <paramref name="datagrams"/> of them, and stops at the first failure.</summary>
    /// <param name="datagrams">How many at most.</param>
    /// <param name="goOn">Asked every 10,000 datagrams; false stops the run. What it is given makes a report so far, which takes a full
    /// collection of garbage.</param>
    public FuzzReport Run(long datagrams, Func<Func<FuzzReport>, bool>? goOn = null)
    {
        using IFuzzTarget target = _make();
        _corpus.AddRange(target.Seeds);
        long settled = 0;
        for (long fed = 0; fed < datagrams; fed++)
        {
            if (fed == datagrams / 10 || (fed == 100_000 && datagrams > 1_000_000))
            {
                settled = GC.GetTotalMemory(forceFullCollection: true);
            }

            byte[] datagram = fed < _corpus.Count && fed < target.Seeds.Count ? _corpus[(int)fed] : _mutator.Mutate(Pick(), Pick());
            if (Try(target, datagram) is { } failure)
            {
                return Report(fed + 1, settled, Shrink(datagram, failure));
            }

            if (fed % 10_000 == 9_999)
            {
                FuzzReport SoFar() => Report(fed + 1, settled, null);
                if (goOn?.Invoke(SoFar) == false)
                {
                    return SoFar();
                }
            }
        }

        return Report(datagrams, settled, null);
    }

    private Exception? Try(IFuzzTarget target, byte[] datagram)
    {
        try
        {
            if (_behaviours.Add(target.Feed(datagram)) && _corpus.Count < LargestCorpus)
            {
                _corpus.Add(datagram);
            }

            return null;
        }
        catch (Exception broken)
        {
            return broken;
        }
    }

    /// <summary>Halves what can be left out, as long as a fresh target still fails in the same way.</summary>
    private FuzzFailure Shrink(byte[] datagram, Exception failure)
    {
        if (!Fails(datagram, failure))
        {
            return new FuzzFailure(datagram, FailsAlone: false, failure);
        }

        for (int chunk = datagram.Length / 2; chunk > 0; chunk /= 2)
        {
            for (int at = 0; at + chunk <= datagram.Length; )
            {
                byte[] shorter = [.. datagram[..at], .. datagram[(at + chunk)..]];
                if (Fails(shorter, failure))
                {
                    datagram = shorter;
                }
                else
                {
                    at += chunk;
                }
            }
        }

        return new FuzzFailure(datagram, FailsAlone: true, failure);
    }

    private bool Fails(byte[] datagram, Exception like)
    {
        using IFuzzTarget fresh = _make();
        return Try(fresh, datagram)?.GetType() == like.GetType();
    }

    private FuzzReport Report(long fed, long settled, FuzzFailure? failure) =>
        new(fed, _behaviours.Count, _corpus.Count, settled == 0 ? 0 : GC.GetTotalMemory(forceFullCollection: true) - settled, failure);

    private byte[] Pick() => _corpus[(int)_random.Below((ulong)_corpus.Count)];
}
