using JumpingVpn.Cli.Client.View;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Client.Carrying;

/// <summary>Notes what happens to a session, but not each message: there are too many, and they are not text.</summary>
/// <param name="notes">Where it is noted.</param>
internal sealed class QuietNotes(Notes notes) : ISessionEventSink
{
    /// <inheritdoc/>
    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.StateChange,
            SessionEventKind.NewTransportCreated,
            SessionEventKind.ReattachResult,
            SessionEventKind.SecurityEvent
        );

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at) => notes.OnEvent(e, at);
}
