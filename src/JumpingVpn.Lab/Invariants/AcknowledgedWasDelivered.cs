using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Compares what clients hold acknowledgements for with what gateways handed to their applications before.</summary>
internal sealed class AcknowledgedWasDelivered : IInvariant
{
    private readonly Dictionary<(SessionId Session, long Sequence), bool> _delivered = [];

    public string Claim => "each acknowledged sequence number has reached the application";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        if (e.Kind == SessionEventKind.DataAccepted)
        {
            _delivered[(recorded.Session, e.Sequence)] = true;
        }

        return e.Kind != SessionEventKind.DataRoundtrip || _delivered.ContainsKey((recorded.Session, e.Sequence))
            ? null
            : $"{recorded.Actor} holds an acknowledgement for {e.Sequence} of {recorded.Session}, which was never delivered.";
    }
}
