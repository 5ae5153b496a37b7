namespace JumpingVpn.Protocol.Driving;

/// <summary>Takes the events of one driver, in order.</summary>
public interface ISessionEventSink
{
    /// <summary>
    /// Takes one event. It is called under the driver's lock: it must be quick, must not block or throw, and copies the payload
    /// if it keeps it. It may call the driver's own commands; they are carried out in place and what they cause follows.
    /// </summary>
    void OnEvent(in SessionEvent e);
}
