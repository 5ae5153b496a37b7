using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Driving;

/// <summary>What a driver needs of either side.</summary>
internal interface ISessionCore : IDisposable
{
    TimeSpan? NextTimeout { get; }

    void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now);

    void HandleTimeout(TimeSpan now);

    bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress to);

    bool TryPollEvent(out SessionEvent e);
}
