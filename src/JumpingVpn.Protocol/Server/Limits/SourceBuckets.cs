using System.Buffers.Binary;

namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>
/// Two token buckets for each source, in a fixed amount of memory: at most <see cref="Capacity"/> sources of 24 bytes each, in sets of
/// four. The hash is keyed, so nobody can aim at another source's set.
/// </summary>
/// <remarks>
/// A source that does not fit replaces the one in its set with the fullest bucket, the first of equals. So the busiest sources are
/// remembered longest, and a forgotten source starts again with a full bucket. The table fails open, because a full table must not become a
/// weapon against newcomers. The handshake cookies limit what many forged sources can do.
/// </remarks>
internal sealed class SourceBuckets
{
    /// <summary>How many sources are remembered at most.</summary>
    public const int Capacity = 4_096;

    /// <summary>The most memory that the table takes, in bytes.</summary>
    public const int MaximumBytes = Capacity * 24;

    private const int Ways = 4;
    private const int SmallestCapacity = 16;

    private readonly SipHash _hash;
    private Bucket[] _buckets = [];

    /// <summary>Creates an empty table. It grows as sources come.</summary>
    /// <param name="key">16 unpredictable bytes.</param>
    public SourceBuckets(ReadOnlySpan<byte> key) =>
        _hash = new SipHash(BinaryPrimitives.ReadUInt64LittleEndian(key), BinaryPrimitives.ReadUInt64LittleEndian(key[8..]));

    /// <summary>How many sources there is room for now.</summary>
    public int Room => _buckets.Length;

    /// <summary>The buckets of a source, which is not 0. The reference is valid until the next call.</summary>
    public ref Bucket Of(ulong source, long now)
    {
        ulong hash = _hash.Hash(source);
        while (true)
        {
            int best = Place(hash, source, now, out bool free);
            if (free || _buckets.Length >= Capacity)
            {
                ref Bucket bucket = ref _buckets[best];
                if (bucket.Source != source)
                {
                    bucket = new Bucket { Source = source };
                }

                return ref bucket;
            }

            Grow();
        }
    }

    /// <summary>
    /// The source's place; else a free place or one whose bucket is full anyway; else that of the fullest bucket of the set.
    /// </summary>
    private int Place(ulong hash, ulong source, long now, out bool free)
    {
        free = false;
        if (_buckets.Length == 0)
        {
            return 0;
        }

        int first = (int)(hash & (ulong)((_buckets.Length / Ways) - 1)) * Ways;
        int fullest = first;
        for (int i = first; i < first + Ways; i++)
        {
            if (_buckets[i].Source == source)
            {
                free = true;
                return i;
            }

            fullest = _buckets[i].FullAt < _buckets[fullest].FullAt ? i : fullest;
        }

        free = _buckets[fullest].FullAt <= now && _buckets[fullest].LogFullAt <= now;
        return fullest;
    }

    private void Grow()
    {
        Bucket[] former = _buckets;
        _buckets = new Bucket[Math.Max(SmallestCapacity, former.Length * 2)];
        foreach (ref readonly Bucket bucket in former.AsSpan())
        {
            if (bucket.Source != 0)
            {
                // The four of a set are spread over two sets, so each finds an empty place.
                _buckets[Place(_hash.Hash(bucket.Source), bucket.Source, long.MaxValue, out _)] = bucket;
            }
        }
    }

    /// <summary>What is remembered about one source.</summary>
    internal struct Bucket
    {
        public ulong Source;

        /// <summary>The tick at which the source may send a whole burst again.</summary>
        public long FullAt;

        /// <summary>The tick at which a whole burst of its refusals may be logged again.</summary>
        public long LogFullAt;
    }
}
