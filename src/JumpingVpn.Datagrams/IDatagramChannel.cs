namespace JumpingVpn.Datagrams;

/// <summary>
/// A bound, unconnected datagram endpoint: unreliable, unordered, message-preserving. It is the only thing a protocol
/// needs from its carrier, be it a UDP socket or a simulated network.
/// </summary>
/// <remarks>
/// <para>A refused port (ICMP port unreachable) is silence here: the channel neither reports it nor fails after it,
/// because an unconnected UDP socket serves many peers and one of them must not end it.</para>
/// <para>Disposal closes the endpoint and releases its address. It is idempotent, and when its task has completed no
/// receiver call is running or will run.</para>
/// <para>Thread rule: <see cref="Send"/> may be called from any thread, also from inside the receiver.</para>
/// </remarks>
public interface IDatagramChannel : IAsyncDisposable
{
    /// <summary>The address really bound: the port is never 0, even where any free port was asked for.</summary>
    TransportAddress LocalAddress { get; }

    /// <summary>The longest payload in bytes that this endpoint sends and receives; longer arrivals are dropped whole.</summary>
    int MaxDatagramSize { get; }

    /// <summary>Whether datagrams have reached this machine that the receiver was not given yet; false if the carrier cannot
    /// tell.</summary>
    bool HasBacklog => false;

    /// <summary>Hands one datagram over, without waiting. The buffer is copied before the call returns.</summary>
    /// <param name="datagram">The payload; zero length is legal and arrives as such (RFC 768).</param>
    /// <param name="destination">Where to send it. A source as the receiver was given it is answered from the address that it had sent
    /// to.</param>
    SendResult Send(ReadOnlySpan<byte> datagram, in TransportAddress destination);

    /// <summary>Starts delivery to <paramref name="receiver"/>. Datagrams that arrived earlier may be delivered or lost.</summary>
    /// <exception cref="InvalidOperationException">Called a second time.</exception>
    /// <exception cref="ObjectDisposedException">The channel is disposed.</exception>
    void Start(IDatagramReceiver receiver);
}
