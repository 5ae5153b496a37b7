using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol;

/// <summary>What a driver needs of either side.</summary>
internal interface ISessionCore : IDisposable
{
    TimeSpan? NextTimeout { get; }

    void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now);

    void HandleTimeout(TimeSpan now);

    /// <summary>Learns that the path does not carry a datagram of this core's own, because it is too long.</summary>
    /// <param name="datagram">What <see cref="TryTakeTransmit"/> gave last.</param>
    /// <param name="now">Protocol time.</param>
    void HandleTooLarge(ReadOnlySpan<byte> datagram, TimeSpan now);

    /// <summary>Takes the oldest datagram to be sent; the bytes are the core's, valid until its next <c>Handle…</c> call or
    /// command.</summary>
    bool TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to);

    /// <summary>Which kinds of events it makes.</summary>
    SessionEventKinds EventsWanted { set; }

    bool TryPollEvent([NotNullWhen(true)] out ISessionEvent? e, out TimeSpan at);
}
