using System.Numerics;

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// A window of time cut into buckets of one width, each an unordered list of the events that are due in it: adding one and
/// finding the next occupied bucket cost the same however many events there are. The window moves on as buckets are emptied,
/// and a bucket that was passed serves again at its far end.
/// </summary>
/// <remarks>
/// A bucket's events lie in chunks of a few, so that a bucket is filled and emptied along the memory and not across it: with
/// a million events pending, misses of the cache are nearly all of the cost.
/// </remarks>
internal sealed class EventWheel
{
    private const int ChunkSize = 8;
    private const int NoChunk = 0;

    private Bucket[] _buckets = [];
    private ulong[] _occupied = [];
    private ScheduledEvent[] _entries = new ScheduledEvent[ChunkSize * 16]; // chunk 0 stands for none
    private int[] _next = new int[16];
    private int _chunks = 1;
    private int _free = NoChunk;
    private int _shift;
    private long _first;

    public int Count { get; private set; }

    /// <summary>True for an event that is due before the window.</summary>
    public bool IsBefore(in ScheduledEvent entry) => BucketOf(entry) < _first;

    /// <summary>True for an event that is due after the window. It must not be due before it.</summary>
    public bool IsAfter(in ScheduledEvent entry) => (ulong)(BucketOf(entry) - _first) >= (ulong)_buckets.Length;

    /// <summary>Gives an empty wheel another shape.</summary>
    /// <param name="buckets">A power of two, at least 64.</param>
    /// <param name="shift">The width of a bucket is 2 to the power of this in ticks; at least 1, so that the last one has a next.</param>
    /// <param name="start">A time in the first bucket.</param>
    public void Shape(int buckets, int shift, long start)
    {
        if (_buckets.Length != buckets)
        {
            _buckets = new Bucket[buckets];
            _occupied = new ulong[buckets / 64];
        }

        _shift = shift;
        _first = start >> shift;
    }

    /// <summary>Moves the window of an empty wheel so that it begins with the bucket of this event.</summary>
    public void JumpTo(in ScheduledEvent entry) => _first = BucketOf(entry);

    /// <summary>Adds an event that is due in the window.</summary>
    public void Add(in ScheduledEvent entry)
    {
        int number = (int)BucketOf(entry) & (_buckets.Length - 1);
        ref Bucket bucket = ref _buckets[number];
        if (bucket.Used == 0 || bucket.Used == ChunkSize)
        {
            int chunk = TakeChunk();
            _next[chunk] = bucket.Chunk;
            bucket.Chunk = chunk;
            bucket.Used = 0;
            _occupied[number >> 6] |= 1UL << (number & 63);
        }

        _entries[(bucket.Chunk * ChunkSize) + bucket.Used++] = entry;
        Count++;
    }

    /// <summary>Moves the events of the earliest occupied bucket into the heap, and the window behind that bucket.</summary>
    public void TakeFirst(ref EventHeap into)
    {
        int start = (int)_first & (_buckets.Length - 1);
        int number = NextOccupied(start);
        _first += ((number - start) & (_buckets.Length - 1)) + 1;
        _occupied[number >> 6] &= ~(1UL << (number & 63));
        Bucket bucket = _buckets[number];
        _buckets[number] = default;
        int used = bucket.Used;
        for (int chunk = bucket.Chunk; chunk != NoChunk; used = ChunkSize)
        {
            foreach (ref readonly ScheduledEvent entry in _entries.AsSpan(chunk * ChunkSize, used))
            {
                into.Push(entry);
            }

            Count -= used;
            int following = _next[chunk];
            _next[chunk] = _free;
            _free = chunk;
            chunk = following;
        }
    }

    /// <summary>Moves everything out, in no order.</summary>
    public void Drain(List<ScheduledEvent> into)
    {
        for (int number = 0; Count > 0; number++)
        {
            int used = _buckets[number].Used;
            for (int chunk = _buckets[number].Chunk; chunk != NoChunk; chunk = _next[chunk], used = ChunkSize)
            {
                into.AddRange(_entries.AsSpan(chunk * ChunkSize, used));
                Count -= used;
            }

            _buckets[number] = default;
        }

        Array.Clear(_occupied);
        _chunks = 1;
        _free = NoChunk;
    }

    /// <summary>The number of the bucket that an event belongs to, were the window endless.</summary>
    private long BucketOf(in ScheduledEvent entry) => entry.Due >> _shift;

    private int TakeChunk()
    {
        int chunk = _free;
        if (chunk != NoChunk)
        {
            _free = _next[chunk];
            return chunk;
        }

        if (_chunks == _next.Length)
        {
            Array.Resize(ref _next, _chunks * 2);
            Array.Resize(ref _entries, _chunks * 2 * ChunkSize);
        }

        return _chunks++;
    }

    private int NextOccupied(int start)
    {
        int word = start >> 6;
        ulong bits = _occupied[word] & (ulong.MaxValue << (start & 63));
        while (bits == 0)
        {
            word = (word + 1) & (_occupied.Length - 1);
            bits = _occupied[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private struct Bucket
    {
        public int Chunk;

        /// <summary>Entries in the newest chunk; those behind it are full.</summary>
        public int Used;
    }
}
