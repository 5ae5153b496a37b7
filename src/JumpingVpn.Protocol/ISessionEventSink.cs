using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol;

/// <summary>Takes the events of one driver, in order.</summary>
public interface ISessionEventSink
{
    /// <summary>Which kinds it wants; it gets no others, and they cost nothing. Read by the driver's constructor, and where a server's
    /// driver is told to by <see cref="SessionServerDriver.RefreshKinds"/>.</summary>
    /// <value>Default: all.</value>
    SessionEventKinds Kinds => SessionEventKinds.All;

    /// <summary>
    /// Takes one event. It is called under the driver's lock: it must be quick, must not block or throw, and copies the payload
    /// if it keeps it. It may call the driver's own commands; they are carried out in place and what they cause follows.
    /// </summary>
    /// <param name="e">The event, which the sink may keep; a payload in it is valid during the call.</param>
    /// <param name="at">When it happened, in the driver's protocol time.</param>
    void OnEvent(ISessionEvent e, TimeSpan at);
}
