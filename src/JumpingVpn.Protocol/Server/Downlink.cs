using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Server;

/// <summary>The server's messages to one session until they are acknowledged. Created with the first message.</summary>
/// <param name="session">The session.</param>
/// <param name="number">Its order among equal deadlines.</param>
/// <param name="messages">Its messages.</param>
internal sealed class Downlink(Session session, long number, MessageDelivery messages)
{
    public readonly Session Session = session;
    public readonly long Number = number;
    public readonly MessageDelivery Messages = messages;

    /// <summary>How often the session had switched when the messages were last sent; a different count means a different address.</summary>
    public int Switches = session.Switches;

    /// <summary>When the address is challenged, if it has to be.</summary>
    public RetransmissionTimer Challenge;

    /// <summary>When something is due; valid only while it is filed.</summary>
    public TimeSpan Deadline;

    /// <summary>Its place in the heap; -1 if it is not there.</summary>
    public int HeapIndex = -1;
}
