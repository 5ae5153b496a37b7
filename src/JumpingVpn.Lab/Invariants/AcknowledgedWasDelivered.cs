using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Compares what each side holds acknowledgements for with what the other handed to its application before.</summary>
internal sealed class AcknowledgedWasDelivered : IInvariant
{
    private readonly Dictionary<(SessionId Session, long Sequence), bool> _delivered = [];

    private readonly Dictionary<(SessionId Session, long Sequence), bool> _heard = [];

    public KindSet Kinds { get; } =
        KindSet.Of(
            SessionEventKind.DataAccepted,
            SessionEventKind.DownlinkAccepted,
            SessionEventKind.DownlinkRoundtrip,
            SessionEventKind.DataRoundtrip
        );

    public string Claim => "each acknowledged sequence number has reached the application";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        if (e.Kind == SessionEventKind.DataAccepted)
        {
            _delivered[(recorded.Session, e.Sequence)] = true;
        }

        if (e.Kind == SessionEventKind.DownlinkAccepted)
        {
            _heard[(recorded.Session, e.Sequence)] = true;
        }

        if (e.Kind == SessionEventKind.DownlinkRoundtrip && !_heard.ContainsKey((recorded.Session, e.Sequence)))
        {
            return $"{recorded.Actor} holds an acknowledgement for its own {e.Sequence} of {recorded.Session}, which was never delivered.";
        }

        return e.Kind != SessionEventKind.DataRoundtrip || _delivered.ContainsKey((recorded.Session, e.Sequence))
            ? null
            : $"{recorded.Actor} holds an acknowledgement for {e.Sequence} of {recorded.Session}, which was never delivered.";
    }
}
