using System.Text;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab;

/// <summary>A protocol event as an actor emitted it.</summary>
/// <param name="At">When, in virtual time.</param>
/// <param name="Clock">When, on the monotonic clock of the actor's host, which may drift.</param>
/// <param name="Actor">The gateway or client.</param>
/// <param name="Event">The event; its payload memory is no longer valid, see <see cref="Payload"/>.</param>
/// <param name="Payload">The payload as text, empty if the event has none.</param>
/// <param name="Utf8Json">The event as the audit stream writes it, addresses by their stable names.</param>
public sealed record RecordedEvent(
    TimeSpan At,
    TimeSpan Clock,
    string Actor,
    ISessionEvent Event,
    string Payload,
    ReadOnlyMemory<byte> Utf8Json
)
{
    /// <summary>The same as text.</summary>
    public string Json => Encoding.UTF8.GetString(Utf8Json.Span);

    /// <summary>The session it is about; the default id where it is about none.</summary>
    public SessionId Session => Event.SessionId.GetValueOrDefault();
}
