namespace JumpingVpn.Protocol.Replay;

/// <summary>
/// Which of the latest 64 sequence numbers of one session were delivered, after the sliding window of RFC 6479: a bitmap
/// below the highest number seen. Gaps are allowed; a number is delivered at most once.
/// </summary>
internal struct SequenceWindow
{
    /// <summary>How many numbers the window covers, the highest included. A sender keeps its unacknowledged span below it.</summary>
    public const int Size = 64;

    private ulong _delivered; // bit i: the number (Highest - i) was delivered

    /// <summary>The highest number delivered, 0 before the first.</summary>
    public long Highest { get; private set; }

    /// <summary>Judges a number, at least 1, and remembers it where it is new.</summary>
    public SequenceVerdict Accept(long sequence)
    {
        long ahead = sequence - Highest;
        if (ahead > 0)
        {
            _delivered = ahead >= Size ? 1 : (_delivered << (int)ahead) | 1;
            Highest = sequence;
            return SequenceVerdict.New;
        }

        if (-ahead >= Size)
        {
            return SequenceVerdict.TooOld;
        }

        ulong bit = 1UL << (int)-ahead;
        if ((_delivered & bit) != 0)
        {
            return SequenceVerdict.Duplicate;
        }

        _delivered |= bit;
        return SequenceVerdict.New;
    }
}
