namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// Which of a client's networks to use: the first in the order of preference that is available and not passed over for having failed lately;
/// where all are passed over, the one whose penalty ends first. Pure: candidates are numbers here, and time is an argument.
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
            if ((withCurrent || i != Current) && !_candidates[i].Away && (best is not { } b || Ends(i, now) < Ends(b, now)))
            {
                best = i;
            }
        }

        return best;
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

    /// <summary>The current one has failed: it is passed over for a while, each time in a row for twice as long.</summary>
    public void Penalise(TimeSpan now)
    {
        ref Candidate failed = ref _candidates[Current];
        long wait = options.Penalty.Ticks;
        for (int i = 0; i < failed.Failures && wait < options.MaximumPenalty.Ticks; i++)
        {
            wait *= 2;
        }

        failed.Failures++;
        failed.PassedOverUntil = now + new TimeSpan(Math.Min(wait, options.MaximumPenalty.Ticks));
    }

    /// <summary>The current one has proved itself.</summary>
    public void Praise() => _candidates[Current].Failures = 0;

    /// <summary>A network has come or gone; false where that is no news.</summary>
    public bool TrySetAvailable(int candidate, bool available, TimeSpan now)
    {
        ref Candidate changed = ref _candidates[candidate];
        if (changed.Away == !available)
        {
            return false;
        }

        changed.Away = !available;
        changed.BackSince = now;
        changed.PassedOverUntil = default; // what it did before it went says nothing about what it does now
        return true;
    }

    private TimeSpan Ends(int candidate, TimeSpan now) =>
        _candidates[candidate].PassedOverUntil > now ? _candidates[candidate].PassedOverUntil : default;

    private struct Candidate
    {
        public bool Away;
        public int Failures;
        public TimeSpan BackSince;
        public TimeSpan PassedOverUntil;
    }
}
