using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Compares what each gateway remembers with what it has reason to: the sessions it made and the switches it committed, as its events tell
/// them, and beyond that the limiter, whose room is bounded. What a stranger sends, or what is refused, must leave nothing else behind.
/// </summary>
/// <param name="look">What each gateway remembers now.</param>
internal sealed class NoMemoryForStrangers(Func<IEnumerable<(string Gateway, ServerMemory Memory)>> look) : IInvariant
{
    // The bounds that docs/wire-format.md states: of the limiter, and of the handshakes that are answered again.
    private const int MaximumSources = 4_096;
    private const int MaximumReports = 256;
    private const int MaximumHandshakes = 1_024;

    private readonly Dictionary<string, Reasons> _reasons = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.SessionCreated,
            SessionEventKind.TransportSwitch,
            SessionEventKind.SessionExpired,
            SessionEventKind.SessionTerminated
        );

    public bool JudgesRest => true;

    public string Claim => "no memory is kept for an unauthenticated datagram beyond the bounded limiter";

    public string? Judge(RecordedEvent recorded)
    {
        Reasons reasons = ReasonsOf(recorded.Actor);
        switch (recorded.Event.Kind)
        {
            case SessionEventKind.SessionCreated:
                reasons.Switches[recorded.Session] = 0;
                reasons.Created++;
                break;
            case SessionEventKind.TransportSwitch:
                reasons.Switches[recorded.Session] = reasons.Switches.GetValueOrDefault(recorded.Session) + 1;
                break;
            case SessionEventKind.SessionExpired or SessionEventKind.SessionTerminated:
                reasons.Switches.Remove(recorded.Session);
                reasons.Ended++;
                break;
        }

        return null;
    }

    public string? JudgeRest()
    {
        foreach ((string gateway, ServerMemory memory) in look())
        {
            if (Excess(memory, ReasonsOf(gateway)) is { } excess)
            {
                return $"{gateway} remembers {excess}.";
            }
        }

        return null;
    }

    private static string? Excess(in ServerMemory memory, Reasons reasons) =>
        memory.Sessions > reasons.Switches.Count ? $"{memory.Sessions} sessions, but {reasons.Switches.Count} were made and live"
        : memory.Nonces > reasons.Switches.Values.Sum() ? $"{memory.Nonces} nonces of {reasons.Switches.Values.Sum()} switches"
        : memory.Tombstones > reasons.Ended ? $"{memory.Tombstones} ended sessions, but {reasons.Ended} have ended"
        : memory.Handshakes > Math.Min(reasons.Created, MaximumHandshakes) ? $"{memory.Handshakes} handshakes of {reasons.Created} sessions"
        : memory.Downlinks > reasons.Switches.Count ? $"messages for {memory.Downlinks} sessions, but {reasons.Switches.Count} live"
        : memory.Sources > MaximumSources ? $"{memory.Sources} sources"
        : memory.Reports > MaximumReports ? $"the unlogged refusals of {memory.Reports} sources"
        : null;

    private Reasons ReasonsOf(string gateway)
    {
        if (!_reasons.TryGetValue(gateway, out Reasons? reasons))
        {
            _reasons.Add(gateway, reasons = new Reasons());
        }

        return reasons;
    }

    private sealed class Reasons
    {
        public OrderedDictionary<SessionId, long> Switches { get; } = [];

        public int Created { get; set; }

        public int Ended { get; set; }
    }
}
