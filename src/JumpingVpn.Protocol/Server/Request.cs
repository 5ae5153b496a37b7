using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// One datagram while it is handled, and what is known about it so far: where it came from, how long its answers may be, and whether it is
/// authentic. Handlers pass it on by reference; it does not outlive the call.
/// </summary>
/// <param name="from">Where it came from, and where its answers go.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="now">Protocol time.</param>
internal struct Request(in TransportAddress from, int length, TimeSpan now)
{
    public readonly TransportAddress From = from;
    public readonly int Length = length;
    public readonly TimeSpan Now = now;

    /// <summary>The session of which it is an authentic message, and whose MAC its answers carry; null before that is known.</summary>
    public Session? Authentic;

    /// <summary>The path on whose account its answers are; null if there is none.</summary>
    public SessionPath? Account;

    /// <summary>The verdicts on its source.</summary>
    public Judgement Judgement;
}
