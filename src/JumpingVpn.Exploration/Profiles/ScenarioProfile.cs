namespace JumpingVpn.Exploration.Profiles;

/// <summary>What a scenario does when nothing disturbs it: the places at which faults can strike. The same for the same scenario and
/// seed.</summary>
public sealed class ScenarioProfile
{
    internal ScenarioProfile(
        ulong seed,
        IReadOnlyList<Boundary> boundaries,
        IReadOnlyList<LinkEntry> entries,
        IReadOnlyList<SentDatagram> sent,
        IReadOnlyList<TimeSpan> deadlines,
        TimeSpan end,
        bool hasKeys
    )
    {
        Seed = seed;
        Boundaries = boundaries;
        Entries = entries;
        Sent = sent;
        Deadlines = deadlines;
        End = end;
        HasKeys = hasKeys;
    }

    /// <summary>The seed under which it was seen.</summary>
    public ulong Seed { get; }

    /// <summary>The world before each step.</summary>
    public IReadOnlyList<Boundary> Boundaries { get; }

    /// <summary>Every datagram that entered a link, in order.</summary>
    public IReadOnlyList<LinkEntry> Entries { get; }

    /// <summary>Every datagram that a client or gateway sent, in order.</summary>
    public IReadOnlyList<SentDatagram> Sent { get; }

    /// <summary>The times for which timers were armed, whether they fired or not, in order, each once.</summary>
    public IReadOnlyList<TimeSpan> Deadlines { get; }

    /// <summary>When the last step ended.</summary>
    public TimeSpan End { get; }

    /// <summary>Whether its messages are authenticated, so that a flipped bit has to be noticed.</summary>
    public bool HasKeys { get; }

    /// <summary>The number that a datagram has where it is counted from a step on.</summary>
    /// <param name="entry">Its index in <see cref="Entries"/>.</param>
    /// <param name="beforeStep">The step; not after that of the datagram.</param>
    public int NumberOf(int entry, int beforeStep)
    {
        LinkEntry it = Entries[entry];
        int number = 1;
        for (int i = entry - 1; i >= 0 && Entries[i].Step >= beforeStep; i--)
        {
            number += Entries[i].Node == it.Node && Entries[i].Way == it.Way ? 1 : 0;
        }

        return number;
    }

    /// <summary>The number that a sent datagram has where it is counted from a step on.</summary>
    /// <param name="sent">Its index in <see cref="Sent"/>.</param>
    /// <param name="beforeStep">The step; not after that of the datagram.</param>
    public int NumberOfSent(int sent, int beforeStep)
    {
        int number = 1;
        for (int i = sent - 1; i >= 0 && Sent[i].Step >= beforeStep; i--)
        {
            number += Sent[i].Host == Sent[sent].Host ? 1 : 0;
        }

        return number;
    }

    /// <summary>The last step that has begun at a time, and before which something can be set; −1 where none has.</summary>
    public int StepAt(TimeSpan time)
    {
        int step = Boundaries.Count - 1;
        while (step >= 0 && Boundaries[step].At > time)
        {
            step--;
        }

        return step;
    }

    /// <summary>The first step before which a node is there; -1 where it never is.</summary>
    public int FirstStepWith(string node)
    {
        for (int step = 0; step < Boundaries.Count; step++)
        {
            if (Boundaries[step].Nodes.Contains(node))
            {
                return step;
            }
        }

        return -1;
    }
}
