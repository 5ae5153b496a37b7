using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>One driver's events for two sinks, each with the kinds that it wants.</summary>
/// <param name="one">Gets each event first.</param>
/// <param name="other">Gets it next.</param>
internal sealed class BothSinks(ISessionEventSink one, ISessionEventSink other) : ISessionEventSink
{
    /// <inheritdoc/>
    public SessionEventKinds Kinds => one.Kinds | other.Kinds;

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        if (one.Kinds.Contains(e.Kind))
        {
            one.OnEvent(e, at);
        }

        if (other.Kinds.Contains(e.Kind))
        {
            other.OnEvent(e, at);
        }
    }
}
