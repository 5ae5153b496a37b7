using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Remembers what each side was told about its own messages.</summary>
internal sealed class EndsOnce : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session, long Sequence), string> _ended = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(SessionEventKind.DataRoundtrip, SessionEventKind.DownlinkRoundtrip, SessionEventKind.DataFailed);

    public string Claim => "each message ends once: it is acknowledged or given up";

    public string? Judge(RecordedEvent recorded)
    {
        (long sequence, string end) = recorded.Event switch
        {
            DataRoundtrip ack => (ack.Sequence, "acknowledged"),
            DownlinkRoundtrip ack => (ack.Sequence, "acknowledged"),
            DataFailed failed => (failed.Sequence, "given up"),
            _ => (0, ""),
        };
        (string, SessionId, long) message = (recorded.Actor, recorded.Session, sequence);
        return end.Length == 0 || _ended.TryAdd(message, end)
            ? null
            : $"{recorded.Actor} was told that its message {sequence} of {recorded.Session} is {end}, after it was {_ended[message]}.";
    }
}
