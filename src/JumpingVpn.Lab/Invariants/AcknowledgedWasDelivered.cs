using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Compares what each side holds acknowledgements for with what the other handed to its application before.</summary>
internal sealed class AcknowledgedWasDelivered : IInvariant
{
    private readonly Dictionary<(SessionId Session, long Sequence), bool> _delivered = [];

    private readonly Dictionary<(SessionId Session, long Sequence), bool> _heard = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.DataAccepted,
            SessionEventKind.DownlinkAccepted,
            SessionEventKind.DownlinkRoundtrip,
            SessionEventKind.DataRoundtrip
        );

    public string Claim => "each acknowledged sequence number has reached the application";

    public string? Judge(RecordedEvent recorded)
    {
        switch (recorded.Event)
        {
            case DataAccepted data:
                _delivered[(data.SessionId, data.Sequence)] = true;
                return null;
            case DownlinkAccepted data:
                _heard[(data.SessionId, data.Sequence)] = true;
                return null;
            case DownlinkRoundtrip ack when !_heard.ContainsKey((ack.SessionId, ack.Sequence)):
                return $"{recorded.Actor} holds an acknowledgement for its own message {ack.Sequence} of {ack.SessionId}, which was "
                    + $"never delivered.";
            case DataRoundtrip ack when !_delivered.ContainsKey((ack.SessionId, ack.Sequence)):
                return $"{recorded.Actor} holds an acknowledgement for message {ack.Sequence} of {ack.SessionId}, which was "
                    + $"never delivered.";
            default:
                return null;
        }
    }
}
