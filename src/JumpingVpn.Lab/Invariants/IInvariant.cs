using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Something that must hold in every scenario, judged from what an observer sees: events, datagrams, and what is there
/// when nothing moves.</summary>
internal interface IInvariant
{
    /// <summary>The claim, as a report shows it.</summary>
    string Claim { get; }

    /// <summary>The kinds of events that it judges; of others it is not told.</summary>
    SessionEventKinds Kinds { get; }

    /// <summary>Whether it is told of datagrams.</summary>
    bool JudgesDatagrams => false;

    /// <summary>Whether it looks at the scene as it rests.</summary>
    bool JudgesRest => false;

    /// <summary>Judges one protocol event. Returns what is wrong, or null.</summary>
    string? Judge(RecordedEvent recorded) => null;

    /// <summary>Judges one thing that happened to a datagram. Returns what is wrong, or null.</summary>
    string? Judge(WireRecord record) => null;

    /// <summary>Judges the scene between two steps, when all that was due before now has happened. Returns what is wrong, or
    /// null.</summary>
    string? JudgeRest() => null;
}
