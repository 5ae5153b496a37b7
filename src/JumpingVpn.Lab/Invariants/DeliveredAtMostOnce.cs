using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Remembers what each side handed to its application.</summary>
internal sealed class DeliveredAtMostOnce : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session, long Sequence), string> _delivered = [];

    public KindSet Kinds { get; } = KindSet.Of(SessionEventKind.DataAccepted, SessionEventKind.DownlinkAccepted);

    public string Claim => "each sequence number reaches the application at most once";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        return
            e.Kind is not (SessionEventKind.DataAccepted or SessionEventKind.DownlinkAccepted)
            || e.Sequence == 0
            || _delivered.TryAdd((recorded.Actor, recorded.Session, e.Sequence), recorded.Payload)
            ? null
            : $"{recorded.Session} delivered sequence number {e.Sequence} again.";
    }
}
