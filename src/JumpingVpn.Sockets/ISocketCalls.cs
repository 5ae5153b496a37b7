using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>How one bound socket sends and receives: by the system calls of Linux, or by those that every platform has.</summary>
/// <remarks>Thread rule: <see cref="TrySend"/> from any thread, <see cref="Receive"/> from one.</remarks>
internal interface ISocketCalls
{
    /// <summary>Hands one datagram to the kernel.</summary>
    /// <returns>Null if the call told the fate of an earlier datagram, and not of this one.</returns>
    SendResult? TrySend(ReadOnlySpan<byte> datagram, in TransportAddress destination);

    /// <summary>Blocks until a datagram is in <paramref name="buffer"/>, or the call was disturbed; one that waits when the socket is
    /// closed is.</summary>
    ReceiveOutcome Receive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited);

    /// <summary>The same without waiting.</summary>
    ReceiveOutcome TryReceive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited);

    /// <summary>Takes what the network answered to an earlier datagram, without waiting.</summary>
    /// <param name="destination">Where that datagram went; default where what is told is no refusal.</param>
    /// <returns>False where nothing waits, or the system does not tell.</returns>
    bool TryTakeError(out TransportAddress destination);
}
