namespace JumpingVpn.Network.Adversary;

/// <summary>
/// An attacker on the path: he stands at the entrance of one direction of a link, before its impairments, sees each datagram and decides
/// over it. He may keep copies; what he puts into the network himself is no business of the link.
/// </summary>
/// <remarks>
/// The same object serves the simulated network and the userspace NAT over real sockets. For the same run to repeat he must decide by
/// what he sees and by labelled random streams alone. Thread rule: that of the link; he must not send, wait or throw from inside.
/// </remarks>
public interface IInterceptor
{
    /// <summary>Decides the fate of one datagram. Those that he held or delayed are not shown to him again.</summary>
    Interception OnDatagram(in InterceptedDatagram datagram);
}
