namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// Which of a client's networks to use: the first in the order of preference that is available and not passed over for having failed lately;
/// where all are passed over, the one that was worth most when it was left. Pure: candidates are numbers here, and time is an argument.
/// </summary>
internal sealed class CandidateSet(int count, RoamingOptions options)
{
    private readonly Candidate[] _candidates = new Candidate[count];

    /// <summary>The one in use.</summary>
    public int Current { get; set; }

    /// <summary>The one to go to when the current one is lost; null where none is available.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="withCurrent">Whether a new channel on the current one may do, too.</param>
    public int? Next(TimeSpan now, bool withCurrent)
    {
        int? best = null;
        for (int i = 0; i < count; i++)
        {
            if ((withCurrent || i != Current) && !_candidates[i].Away && (best is not { } b || Rank(i, now).CompareTo(Rank(b, now)) < 0))
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

    /// <summary>From a time on, the next at which another one is not passed over; null where that is so already, or none is available.</summary>
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

    /// <summary>The preferred one to return to, and when it will have been well for long enough; null where none is better than the current.</summary>
    public (int Candidate, TimeSpan At)? Return()
    {
        for (int i = 0; i < Current; i++)
        {
            if (!_candidates[i].Away)
            {
                TimeSpan well = _candidates[i].PassedOverUntil > _candidates[i].BackSince ? _candidates[i].PassedOverUntil : _candidates[i].BackSince;
                return (i, well + options.ReturnStability);
            }
        }

        return null;
    }

    /// <summary>The current one has failed: it is passed over for a while, each time in a row for twice as long. One that was attached since for as long as it
    /// was passed over begins anew.</summary>
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
    public void NoteAttached(TimeSpan now) => _candidates[Current].AttachedAt ??= now;

    /// <summary>A network has come or gone; false where that is no news.</summary>
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
    }
}
