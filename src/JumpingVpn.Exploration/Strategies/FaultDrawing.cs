using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>Draws single faults where a scenario has places for them.</summary>
/// <param name="profile">The places.</param>
/// <param name="choices">Who chooses.</param>
/// <param name="style">Which moments are wanted.</param>
internal sealed class FaultDrawing(ScenarioProfile profile, IChoices choices, MomentStyle style)
{
    private static readonly TimeSpan[] Spans =
    [
        TimeSpan.FromMilliseconds(20),
        TimeSpan.FromMilliseconds(300),
        TimeSpan.FromSeconds(2),
        TimeSpan.FromSeconds(12),
    ];

    // A network that is to come to rest has a minute for it.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(50);

    // Beyond the recovery window, the time to live of a lost transport, and the idle TTL.
    private static readonly TimeSpan[] Talks = [TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(35), TimeSpan.FromSeconds(65)];

    private static readonly TimeSpan[] ClockSteps = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(31), TimeSpan.FromHours(25)];

    private static readonly NatRebindingKind?[] Rebindings = [NatRebindingKind.Port, NatRebindingKind.PortAndAddress, null];

    /// <summary>Draws a fault of one of these kinds.</summary>
    /// <returns>Null if the choices lead to a place that does not exist.</returns>
    public Fault? Draw(IReadOnlyList<string> kinds)
    {
        string kind = kinds[choices.Pick("kind", kinds.Count)];
        return kind switch
        {
            FaultKinds.Loss => Datagram(DatagramFate.Lost),
            FaultKinds.Duplication => Datagram(DatagramFate.Duplicated),
            FaultKinds.Delay => Datagram(DatagramFate.Delayed),
            FaultKinds.Corruption => Bit(),
            FaultKinds.Replay => Replay(),
            FaultKinds.Talk => Talk(),
            FaultKinds.Probe => Probe(),
            _ => AtMoment(kind),
        };
    }

    /// <summary>How many places a scenario has for faults of a kind.</summary>
    public static int PlacesOf(ScenarioProfile profile, string kind) =>
        kind switch
        {
            FaultKinds.Loss or FaultKinds.Duplication or FaultKinds.Delay or FaultKinds.Corruption => profile.Entries.Count,
            FaultKinds.Replay => profile.Sent.Count,
            _ => MomentsOf(profile),
        };

    private static int MomentsOf(ScenarioProfile profile) => (2 * profile.Entries.Count) + (3 * profile.Deadlines.Count);

    private DatagramFault? Datagram(DatagramFate fate)
    {
        int place = choices.Pick("datagram", profile.Entries.Count);
        LinkEntry entry = profile.Entries[place];
        if (!profile.Boundaries[entry.Step].Nodes.Contains(entry.Node))
        {
            return null;
        }

        TimeSpan by = fate == DatagramFate.Delayed ? DelayAfter(entry.At + entry.LinkDelay) : TimeSpan.Zero;
        return new DatagramFault(entry.Step, entry.Node, entry.Way, profile.NumberOf(place, entry.Step), fate, by);
    }

    private BitFault? Bit()
    {
        int place = choices.Pick("datagram", profile.Entries.Count);
        LinkEntry entry = profile.Entries[place];
        return profile.Boundaries[entry.Step].Nodes.Contains(entry.Node)
            ? new BitFault(entry.Step, entry.Node, entry.Way, profile.NumberOf(place, entry.Step), choices.Pick("bit", 2_048))
            : null;
    }

    private ReplayFault? Replay()
    {
        int place = choices.Pick("sent datagram", profile.Sent.Count);
        SentDatagram sent = profile.Sent[place];
        Boundary boundary = profile.Boundaries[sent.Step];
        if (!boundary.Actors.Contains(sent.Host))
        {
            return null;
        }

        TimeSpan after = DelayAfter(sent.At);
        int forger = boundary.Forgers.Count == 0 ? 0 : choices.Pick("forger", boundary.Forgers.Count + 1);
        return new ReplayFault(
            sent.Step,
            sent.Host,
            profile.NumberOfSent(place, sent.Step),
            after,
            forger == 0 ? null : boundary.Forgers[forger - 1]
        );
    }

    /// <summary>Before the last step, when all else has happened.</summary>
    private TalkFault? Talk() =>
        Pick("client", profile.Boundaries[^1].Clients) is { } client
            ? new TalkFault(profile.Boundaries.Count - 1, client, Talks[choices.Pick("talk", Talks.Length)])
            : null;

    /// <summary>Half of them go out of a NAT and make mappings and contacts; half come to where somebody behind it was seen.</summary>
    private ProbeFault? Probe()
    {
        int step = choices.Pick("step", profile.Boundaries.Count);
        Boundary there = profile.Boundaries[step];
        string[] hidden = [.. there.Peers.Except(there.PublicPeers)];
        if (hidden.Length == 0 || there.PublicPeers.Count == 0)
        {
            return null;
        }

        string inside = Socket(hidden[choices.Pick("peer", hidden.Length)], among: 4);
        string outside = there.PublicPeers[choices.Pick("other peer", there.PublicPeers.Count)];
        return choices.Pick("direction", 2) == 0
            ? new ProbeFault(step, inside, Socket(outside, among: 2), null)
            : new ProbeFault(step, Socket(there.Peers[choices.Pick("sender", there.Peers.Count)], among: 2), inside, outside);
    }

    /// <summary>A peer's second socket, once among so many times, or its first.</summary>
    private string Socket(string peer, int among) => choices.Pick("socket", among) == 0 ? $"{peer}:2" : peer;

    private Fault? AtMoment(string kind)
    {
        if (DrawMoment() is not { } at)
        {
            return null;
        }

        (int step, Moment moment) = at;
        Boundary there = profile.Boundaries[step];
        return kind switch
        {
            FaultKinds.Rebinding when Pick("NAT", there.Nats) is { } nat => new NatFault(
                step,
                nat,
                Rebindings[choices.Pick("rebinding", Rebindings.Length)],
                moment
            ),
            FaultKinds.Crash when Pick("host", there.Actors) is { } host => new HostFault(
                step,
                host,
                there.Gateways.Contains(host) && choices.Pick("state", 2) == 0 ? HostTrouble.Crash : HostTrouble.Restart,
                TimeSpan.Zero,
                moment
            ),
            FaultKinds.Pause when Pick("host", there.Actors) is { } host => new HostFault(step, host, HostTrouble.Pause, Span(), moment),
            FaultKinds.ClockStep when Pick("host", there.Actors) is { } host => new HostFault(
                step,
                host,
                choices.Pick("direction", 2) == 0 ? HostTrouble.ClockAhead : HostTrouble.ClockBack,
                ClockSteps[choices.Pick("step", ClockSteps.Length)],
                moment
            ),
            FaultKinds.Outage when Pick("link", there.Nodes) is { } node => new HostFault(step, node, HostTrouble.Cut, Span(), moment),
            FaultKinds.Forgery when Forgeries.At(there, profile.HasKeys) is { Count: > 0 } all => Forged(
                step,
                all[choices.Pick("forgery", all.Count)],
                moment
            ),
            FaultKinds.Partition when there.Actors.Count > 1 => Partition(step, there, moment),
            _ => null,
        };
    }

    private static ForgeryFault Forged(int step, (string Text, string To, string From) message, Moment moment) =>
        new(step, message.Text, message.To, message.From, moment);

    private PartitionFault Partition(int step, Boundary there, Moment moment)
    {
        int one = choices.Pick("host", there.Actors.Count);
        int other = choices.Pick("other host", there.Actors.Count - 1);
        return new PartitionFault(step, there.Actors[one], there.Actors[other < one ? other : other + 1], Span(), moment);
    }

    private string? Pick(string who, IReadOnlyList<string> names) => names.Count == 0 ? null : names[choices.Pick(who, names.Count)];

    private TimeSpan Span() => Spans[choices.Pick("span", Spans.Length)];

    /// <summary>A plain span, or so long that it ends at a deadline or a tick to either side, or a tick after a later datagram was sent: so
    /// a window that counts datagrams is tried at its edges, as one that counts time.</summary>
    private TimeSpan DelayAfter(TimeSpan start)
    {
        int first = FirstDeadlineAfter(start);
        int later = style == MomentStyle.Datagram ? 0 : Math.Min(profile.Deadlines.Count - first, 200);
        int next = FirstSentAfter(start);
        int sent = style == MomentStyle.Datagram ? 0 : Math.Min(profile.Sent.Count - next, 200);
        int plain = style == MomentStyle.Boundary && later > 0 ? 0 : Spans.Length;
        int pick = choices.Pick("delay", plain + (3 * later) + sent);
        if (pick < plain)
        {
            return Spans[pick];
        }

        pick -= plain;
        TimeSpan until =
            pick < 3 * later
                ? profile.Deadlines[first + (pick / 3)] + TimeSpan.FromTicks((pick % 3) - 1)
                : profile.Sent[next + pick - (3 * later)].At + TimeSpan.FromTicks(1);
        return until > start && until - start < LongestDelay ? until - start : TimeSpan.FromTicks(1);
    }

    private int FirstDeadlineAfter(TimeSpan time)
    {
        int first = 0;
        while (first < profile.Deadlines.Count && profile.Deadlines[first] <= time)
        {
            first++;
        }

        return first;
    }

    private int FirstSentAfter(TimeSpan time)
    {
        int first = 0;
        while (first < profile.Sent.Count && profile.Sent[first].At <= time)
        {
            first++;
        }

        return first;
    }

    private (int Step, Moment Moment)? DrawMoment()
    {
        if (style == MomentStyle.Boundary)
        {
            return At(MomentsOf(profile) is var places and > 0 ? choices.Pick(BoundaryStrategy.Place, places) : -1);
        }

        bool atDeadline =
            profile.Deadlines.Count > 0 && (profile.Entries.Count == 0 || (style == MomentStyle.Any && choices.Pick("moment", 2) == 1));
        if (atDeadline)
        {
            TimeSpan at =
                profile.Deadlines[choices.Pick("deadline", profile.Deadlines.Count)] + TimeSpan.FromTicks(choices.Pick("tick", 3) - 1);
            return AtTime(at);
        }

        if (profile.Entries.Count == 0)
        {
            return null;
        }

        return WithDatagram(choices.Pick("datagram", profile.Entries.Count));
    }

    /// <summary>A place of the boundary: with each datagram and when it has arrived, then about each deadline.</summary>
    private (int Step, Moment Moment)? At(int place)
    {
        int ofDatagrams = 2 * profile.Entries.Count;
        if (place < 0)
        {
            return null;
        }

        if (place >= ofDatagrams)
        {
            (int deadline, int tick) = Math.DivRem(place - ofDatagrams, 3);
            return AtTime(profile.Deadlines[deadline] + TimeSpan.FromTicks(tick - 1));
        }

        LinkEntry entry = profile.Entries[place / 2];
        return place % 2 == 0 ? WithDatagram(place / 2) : AtTime(entry.At + entry.LinkDelay + TimeSpan.FromTicks(1));
    }

    private (int Step, Moment Moment)? AtTime(TimeSpan at)
    {
        int before = profile.StepAt(at);
        return before < 0 || at > profile.End ? null : (before, new Moment { After = at - profile.Boundaries[before].At });
    }

    private (int Step, Moment Moment)? WithDatagram(int place)
    {
        LinkEntry entry = profile.Entries[place];
        return profile.Boundaries[entry.Step].Nodes.Contains(entry.Node)
            ? (
                entry.Step,
                new Moment
                {
                    Datagram = profile.NumberOf(place, entry.Step),
                    Node = entry.Node,
                    Way = entry.Way,
                }
            )
            : null;
    }
}
