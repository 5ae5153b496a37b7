using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Driving;

/// <summary>What a driver needs of either side.</summary>
internal interface ISessionCore : IDisposable
{
    TimeSpan? NextTimeout { get; }

    void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now);

    void HandleTimeout(TimeSpan now);

    /// <summary>Takes the oldest datagram to be sent; the bytes are the core's, valid until its next <c>Handle…</c> call or command.</summary>
    bool TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to);

    bool TryPollEvent(out SessionEvent e);
}
