namespace JumpingVpn.Protocol.Client.Health;

/// <summary>
/// The transmissions that still wait for an answer, and which of the latest were lost: two bounded rings. A server that echoes numbers
/// acknowledges each transmission of a message, so the fraction without an acknowledgement is the fraction lost.
/// </summary>
internal sealed class ProbeLog(int samples)
{
    // Twice the widest send window: a transmission that drops out of the ring has waited while 128 others were sent.
    private const int Capacity = 128;

    private Probe[] _open = new Probe[4]; // grows up to the capacity, because most clients never have many open
    private readonly bool[] _lost = new bool[samples];
    private int _first;
    private int _count;
    private int _next;
    private int _lostCount;

    /// <summary>How many samples there are, at most <c>samples</c>.</summary>
    public int Judged { get; private set; }

    /// <summary>When the oldest open one was sent; null if none is open.</summary>
    public TimeSpan? OldestSentAt => _count == 0 ? null : _open[_first].SentAt;

    /// <summary>The fraction lost in one direction: if a fraction p is answered, √p arrived.</summary>
    public int LossPartsPerMillion
    {
        get
        {
            if (_lostCount == 0)
            {
                return 0;
            }

            const int Scale = 1_000_000;
            long returned = (long)(Judged - _lostCount) * Scale / Judged;
            return Scale - (int)SquareRoot(returned * Scale);
        }
    }

    public void Sent(ProbeKind kind, long sequence, TimeSpan now)
    {
        if (_count == Capacity)
        {
            RemoveOldest(); // whether it was lost stays unknown
        }
        else if (_count == _open.Length)
        {
            Grow();
        }

        _open[(_first + _count) % _open.Length] = new Probe
        {
            Kind = kind,
            Sequence = sequence,
            SentAt = now,
        };
        _count++;
    }

    /// <summary>Records an answer to an open transmission of this number; false if there is none.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="sequence">Its number.</param>
    /// <param name="latest">Whether the latest of several is meant. The earlier ones, which are usually lost, then count when their own
    /// time is up.</param>
    /// <param name="sentAt">When it was sent.</param>
    public bool TryAnswer(ProbeKind kind, long sequence, bool latest, out TimeSpan sentAt)
    {
        int found = -1;
        for (int i = 0; i < _count && (latest || found < 0); i++)
        {
            ref Probe probe = ref _open[(_first + i) % _open.Length];
            found = probe.Kind == kind && probe.Sequence == sequence && !probe.Answered ? i : found;
        }

        if (found < 0)
        {
            sentAt = default;
            return false;
        }

        ref Probe answered = ref _open[(_first + found) % _open.Length];
        answered.Answered = true;
        sentAt = answered.SentAt;
        Judge(lost: false);
        RemoveAnswered();
        return true;
    }

    /// <summary>Forgets all open transmissions of this number: whether they arrive does not count.</summary>
    public void Withdraw(ProbeKind kind, long sequence)
    {
        for (int i = 0; i < _count; i++)
        {
            ref Probe probe = ref _open[(_first + i) % _open.Length];
            probe.Answered |= probe.Kind == kind && probe.Sequence == sequence;
        }

        RemoveAnswered();
    }

    /// <summary>Counts the oldest open one as lost.</summary>
    public void LoseOldest()
    {
        Judge(lost: true);
        RemoveOldest();
        RemoveAnswered();
    }

    /// <summary>Forgets all samples. What is open stays open.</summary>
    public void ForgetFates()
    {
        Judged = 0;
        _next = 0;
        _lostCount = 0;
    }

    /// <summary>Forgets everything: the path has changed.</summary>
    public void Clear()
    {
        ForgetFates();
        _first = 0;
        _count = 0;
    }

    private static long SquareRoot(long value)
    {
        long root = value;
        for (long next = (root + 1) / 2; next < root; next = (root + (value / root)) / 2)
        {
            root = next;
        }

        return root;
    }

    private void Judge(bool lost)
    {
        if (Judged == samples)
        {
            _lostCount -= _lost[_next] ? 1 : 0;
        }
        else
        {
            Judged++;
        }

        _lost[_next] = lost;
        _lostCount += lost ? 1 : 0;
        _next = (_next + 1) % samples;
    }

    private void RemoveAnswered()
    {
        while (_count > 0 && _open[_first].Answered)
        {
            RemoveOldest();
        }
    }

    private void RemoveOldest()
    {
        _first = (_first + 1) % _open.Length;
        _count--;
    }

    private void Grow()
    {
        var grown = new Probe[_open.Length * 2];
        for (int i = 0; i < _count; i++)
        {
            grown[i] = _open[(_first + i) % _open.Length];
        }

        _open = grown;
        _first = 0;
    }

    private struct Probe
    {
        public TimeSpan SentAt;
        public long Sequence;
        public ProbeKind Kind;
        public bool Answered;
    }
}
