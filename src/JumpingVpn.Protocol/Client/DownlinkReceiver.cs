using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Receives the server's messages: delivers each number to the application once, and acknowledges each that is accepted or repeated.
/// </summary>
internal sealed class DownlinkReceiver(ClientJournal journal, ClientOutbox outbox, PathTraffic traffic)
{
    private SequenceWindow _delivered;
    private PayloadCopy _payload;

    /// <summary>Whether there is room for another message. If there is none, the server keeps it and sends it again.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>
    /// False if the message is not the server's, not of this session, or so old that nobody knows whether it was delivered.
    /// </summary>
    public bool TryTake(in WireMessage data)
    {
        bool expected = data.Has(Members.Downlink | Members.Sequence) && IsOpen && journal.IsBound && journal.SessionId == data.SessionId;
        if (!expected)
        {
            return false;
        }

        switch (_delivered.Accept(data.Sequence))
        {
            case SequenceVerdict.TooOld:
                return false;
            case SequenceVerdict.New:
                journal.Counters.DownlinkDelivered++;
                journal.Emit(new DownlinkAccepted(data.SessionId, journal.Server, data.Sequence, _payload.Keep(data.Payload)));
                break;
        }

        outbox.Send(
            new WireMessage
            {
                Type = MessageType.DataAck,
                SessionId = data.SessionId,
                Sequence = data.Sequence,
                IsDown = true,
            }
        );
        traffic.Acknowledged(data.Sequence);
        return true;
    }
}
