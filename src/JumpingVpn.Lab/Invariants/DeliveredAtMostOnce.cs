using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Remembers what each side handed to its application.</summary>
internal sealed class DeliveredAtMostOnce : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session, long Sequence), string> _delivered = [];

    public SessionEventKinds Kinds { get; } = SessionEventKinds.Of(SessionEventKind.DataAccepted, SessionEventKind.DownlinkAccepted);

    public string Claim => "each sequence number reaches the application at most once";

    public string? Judge(RecordedEvent recorded)
    {
        long sequence = recorded.Event switch
        {
            DataAccepted data => data.Sequence,
            DownlinkAccepted data => data.Sequence,
            _ => 0,
        };
        return sequence == 0 || _delivered.TryAdd((recorded.Actor, recorded.Session, sequence), recorded.Payload)
            ? null
            : $"{recorded.Session} delivered sequence number {sequence} again.";
    }
}
