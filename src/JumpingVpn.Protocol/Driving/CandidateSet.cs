namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// Which of a client's networks to use: the first in the order of preference that is available and not passed over for having failed
/// lately; where all are passed over, the one that was worth most when it was left. Pure: candidates are numbers here, and time is an
/// argument.
/// </summary>
internal sealed class CandidateSet(int count, RoamingOptions options)
{
    // How long a network is left alone that this machine itself could not send on: such a try costs no datagram, and the network may be
    // back any moment.
    private static readonly TimeSpan FirstUnusable = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestUnusable = TimeSpan.FromMilliseconds(200);

    private readonly Candidate[] _candidates = new Candidate[count];

    /// <summary>The one in use.</summary>
    public int Current { get; set; }

    /// <summary>Whether a network counts as there.</summary>
    public bool IsAvailable(int candidate) => !_candidates[candidate].Away;

    /// <summary>The one to go to when the current one is lost; null if none is available, or none can be tried again already.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="withCurrent">Whether a new channel on the current one may do, too.</param>
    public int? Next(TimeSpan now, bool withCurrent)
    {
        int? best = null;
        for (int i = 0; i < count; i++)
        {
            bool isOpen = (withCurrent || i != Current) && !_candidates[i].Away && _candidates[i].UnusableUntil <= now;
            if (isOpen && (best is not { } b || Rank(i, now).CompareTo(Rank(b, now)) < 0))
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>One that is available, not passed over, and worth much more than the current one; null for none.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="current">What the current one is worth.</param>
    public int? Better(TimeSpan now, PathScore current)
    {
        for (int i = 0; i < count; i++)
        {
            bool open = i != Current && !_candidates[i].Away && _candidates[i].PassedOverUntil <= now;
            if (open && ScoreOf(i, now).IsMuchBetterThan(current))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>From a time on, the next at which another one is not passed over; null if that is so already, or none is
    /// available.</summary>
    public TimeSpan? NextOpen(TimeSpan now, TimeSpan from)
    {
        TimeSpan? next = null;
        for (int i = 0; i < count; i++)
        {
            TimeSpan open = _candidates[i].PassedOverUntil > from ? _candidates[i].PassedOverUntil : from;
            if (i != Current && !_candidates[i].Away && open > now && !(next <= open))
            {
                next = open;
            }
        }

        return next;
    }

    /// <summary>The preferred one to return to, and when it will have been well for long enough; null if none is better than
    /// the current.</summary>
    public (int Candidate, TimeSpan At)? Return()
    {
        for (int i = 0; i < Current; i++)
        {
            if (!_candidates[i].Away)
            {
                TimeSpan well =
                    _candidates[i].PassedOverUntil > _candidates[i].BackSince ? _candidates[i].PassedOverUntil : _candidates[i].BackSince;
                return (i, well + options.ReturnStability);
            }
        }

        return null;
    }

    /// <summary>The current one has failed: it is passed over for a while, each time in a row for twice as long. One that was attached
    /// since for as long as it was passed over begins again.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="score">What it is worth.</param>
    public void Penalise(TimeSpan now, PathScore score)
    {
        ref Candidate failed = ref _candidates[Current];
        if (now - failed.AttachedAt >= failed.LatestPenalty)
        {
            failed.LatestPenalty = default;
        }

        long wait = failed.LatestPenalty == default ? options.PathPenalty.Ticks : failed.LatestPenalty.Ticks * 2;
        failed.LatestPenalty = new TimeSpan(Math.Min(wait, options.MaximumPathPenalty.Ticks));
        failed.PassedOverUntil = now + failed.LatestPenalty;
        failed.AttachedAt = null;
        failed.Score = score;
        failed.ScoredAt = now;
    }

    /// <summary>The session is attached on the current one.</summary>
    public void NoteAttached(TimeSpan now)
    {
        _candidates[Current].AttachedAt ??= now;
        _candidates[Current].LatestUnusable = default;
    }

    /// <summary>This machine could not send on a network, or not open a channel there: it is tried again soon, each time in a row a little
    /// later.</summary>
    public void NoteUnusable(int candidate, TimeSpan now)
    {
        ref Candidate unusable = ref _candidates[candidate];
        TimeSpan wait = unusable.LatestUnusable == default ? FirstUnusable : unusable.LatestUnusable * 2;
        unusable.LatestUnusable = wait < LongestUnusable ? wait : LongestUnusable;
        unusable.UnusableUntil = now + unusable.LatestUnusable;
    }

    /// <summary>When the next of those that are available, but could not be used, can be tried again; null if there is none.</summary>
    public TimeSpan? NextUsable(TimeSpan now)
    {
        TimeSpan? next = null;
        for (int i = 0; i < count; i++)
        {
            TimeSpan until = _candidates[i].UnusableUntil;
            next = !_candidates[i].Away && until > now && !(next <= until) ? until : next;
        }

        return next;
    }

    /// <summary>Addresses or routes have changed: what could not be used may be tried at once.</summary>
    public void ForgetUnusable()
    {
        foreach (ref Candidate candidate in _candidates.AsSpan())
        {
            candidate.UnusableUntil = default;
            candidate.LatestUnusable = default;
        }
    }

    /// <summary>A network has come or gone; false if that is no news.</summary>
    public bool TrySetAvailable(int candidate, bool available, TimeSpan now)
    {
        ref Candidate changed = ref _candidates[candidate];
        if (changed.Away == !available)
        {
            return false;
        }

        // What it did before it went says nothing about what it does now.
        changed = new Candidate { Away = !available, BackSince = now };
        return true;
    }

    // An old measurement is none.
    private PathScore ScoreOf(int candidate, TimeSpan now) =>
        now - _candidates[candidate].ScoredAt < options.MaximumPathPenalty ? _candidates[candidate].Score : PathScore.Unknown;

    private (long Worth, TimeSpan Ends, int Preference) Rank(int candidate, TimeSpan now)
    {
        TimeSpan until = _candidates[candidate].PassedOverUntil;
        return until <= now ? (-1, default, candidate) : (ScoreOf(candidate, now).Ticks, until, candidate);
    }

    private struct Candidate
    {
        public bool Away;
        public TimeSpan BackSince;
        public TimeSpan PassedOverUntil;
        public TimeSpan LatestPenalty;
        public TimeSpan? AttachedAt;
        public PathScore Score;
        public TimeSpan ScoredAt;
        public TimeSpan UnusableUntil;
        public TimeSpan LatestUnusable;
    }
}
