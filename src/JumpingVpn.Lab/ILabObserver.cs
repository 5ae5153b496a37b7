using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Lab;

/// <summary>Sees what happens to datagrams on a lab's network. It is called on the lab's thread and must not change the network.</summary>
public interface ILabObserver
{
    /// <summary>A datagram left a host, as that host sent it.</summary>
    void OnSent(string host, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination);

    /// <summary>A datagram is on the public network, after every translation on the sender's side.</summary>
    /// <param name="origin">The host that sent it; null if the source is forged.</param>
    /// <param name="datagram">Its bytes, valid during the call.</param>
    /// <param name="source">The source as the public network sees it.</param>
    /// <param name="destination">Where it goes.</param>
    void OnPublic(string? origin, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination);

    /// <summary>A datagram arrived at a channel of a host, as that host sees it.</summary>
    void OnDelivered(string host, ReadOnlySpan<byte> datagram, in TransportAddress source, in TransportAddress destination);

    /// <summary>The network dropped a datagram at a node.</summary>
    void OnDropped(string node, ReadOnlySpan<byte> datagram, DropReason reason);
}
