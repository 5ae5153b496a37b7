using System.Text;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>
/// Writes events as the prototype does: one JSON object, <c>ts_ms</c> and <c>event</c> first, then the event's own members in a fixed
/// order. The same event gives the same bytes in every process and culture.
/// </summary>
/// <remarks>Thread rule: one thread at a time; the buffer is reused.</remarks>
public sealed class SessionEventJson : IDisposable
{
    /// <summary>The schema of the lines, which docs/formats.md describes: 1. A change to what is already there raises it; an addition does
    /// not.</summary>
    public const int SchemaVersion = 1;

    private readonly EventMembers _members;

    /// <summary>Creates a writer.</summary>
    /// <param name="withPayload">Whether the text of accepted data is written; it may be confidential, so it must be asked for.</param>
    /// <param name="addressText">How an address is written; null for <c>ip:port</c>.</param>
    public SessionEventJson(bool withPayload, Func<TransportAddress, string>? addressText = null) =>
        _members = new EventMembers(withPayload, addressText ?? (static address => address.ToString()));

    /// <summary>Writes one event, without a line end. The span is valid until the next call.</summary>
    /// <param name="e">The event.</param>
    /// <param name="timestampMilliseconds">The <c>ts_ms</c> member: Unix time on a live system, virtual time in a simulation.</param>
    public ReadOnlySpan<byte> Write(IAuditEvent e, long timestampMilliseconds)
    {
        ArgumentNullException.ThrowIfNull(e);
        return _members.WriteLine(e, timestampMilliseconds);
    }

    /// <summary>Writes one event as text, without a line end.</summary>
    /// <inheritdoc cref="Write"/>
    public string WriteText(IAuditEvent e, long timestampMilliseconds) => Encoding.UTF8.GetString(Write(e, timestampMilliseconds));

    /// <summary>Releases the writer.</summary>
    public void Dispose() => _members.Dispose();
}
