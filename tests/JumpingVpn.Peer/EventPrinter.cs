using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Peer;

/// <summary>Prints events as the audit stream writes them, with the time of the system's clock.</summary>
internal sealed class EventPrinter(TextWriter output) : ISessionEventSink, IDisposable
{
    private readonly SessionEventJson _json = new(withPayload: true);

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        lock (_json)
        {
            output.WriteLine(_json.WriteText(e, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
            output.Flush();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();
}
