using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Server;

/// <summary>What the server has to say to one session: its messages until they are acknowledged. Made with the first message.</summary>
/// <param name="session">The session.</param>
/// <param name="number">Its place among equal deadlines.</param>
/// <param name="messages">Its messages.</param>
internal sealed class Downlink(Session session, long number, MessageDelivery messages)
{
    public readonly Session Session = session;
    public readonly long Number = number;
    public readonly MessageDelivery Messages = messages;

    /// <summary>How often the session had switched when the messages were last sent: another count means another address.</summary>
    public int Switches = session.Switches;

    /// <summary>When the address is asked for an answer, where it has to give one.</summary>
    public RetransmissionTimer Challenge;

    /// <summary>When something is due; meaningful while it is filed.</summary>
    public TimeSpan Deadline;

    /// <summary>Where it is filed; -1 where it is not.</summary>
    public int HeapIndex = -1;
}
