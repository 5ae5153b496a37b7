using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// One datagram while it is handled, and what is known of it so far: where it came from, what its answers may cost, and whether it is
/// authentic. Handlers hand it on by reference; nothing of it outlives the call.
/// </summary>
/// <param name="from">Where it came from, and its answers go.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="now">Protocol time.</param>
internal struct Request(in TransportAddress from, int length, TimeSpan now)
{
    public readonly TransportAddress From = from;
    public readonly int Length = length;
    public readonly TimeSpan Now = now;

    /// <summary>The session that it was found to be an authentic message of, whose MAC its answers carry; null before.</summary>
    public Session? Authentic;

    /// <summary>The path that its answers are taken from; null where there is no such account.</summary>
    public SessionPath? Account;

    /// <summary>How its source stands.</summary>
    public Judgement Judgement;
}
