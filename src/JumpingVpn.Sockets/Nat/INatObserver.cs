using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Nat;

/// <summary>Watches the datagrams of a <see cref="UdpNat"/>, for traces and for attackers on the path.</summary>
public interface INatObserver
{
    /// <summary>Learns of one event. Called serially, with the NAT's lock held; it may inject, but must not wait or throw.</summary>
    /// <param name="passage">What happened.</param>
    /// <param name="datagram">The payload, valid only during the call.</param>
    void OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram);

    /// <summary>Learns that a mapping was given up, because a new one needed its socket. Called likewise.</summary>
    /// <param name="inside">The endpoint inside whose mapping it was; its next datagram makes a new one.</param>
    /// <param name="external">The external endpoint.</param>
    void OnEvicted(in TransportAddress inside, in TransportAddress external) { }

    /// <summary>Learns that a datagram to a remote was answered with an ICMP "port unreachable": a hint, which anybody can forge and which
    /// is not passed on. On Linux, without a pump. Called likewise.</summary>
    /// <param name="remote">The remote.</param>
    void OnRefused(in TransportAddress remote) { }
}
