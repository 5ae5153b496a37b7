namespace JumpingVpn.Datagrams;

/// <summary>Takes the datagrams that arrive at one <see cref="IDatagramChannel"/>.</summary>
public interface IDatagramReceiver
{
    /// <summary>
    /// Handles one datagram. The carrier calls it serially, never from inside <see cref="IDatagramChannel.Send"/> of the
    /// same channel and never after the channel's disposal has completed. It must not throw.
    /// </summary>
    /// <param name="datagram">The payload, 0 to <see cref="IDatagramChannel.MaxDatagramSize"/> bytes, never truncated.
    /// The buffer belongs to the carrier and is valid only during the call.</param>
    /// <param name="source">The address the datagram came from, as this endpoint sees it.</param>
    void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source);

    /// <summary>Handles one datagram of a carrier that knows when it arrived.</summary>
    /// <param name="datagram">As above.</param>
    /// <param name="source">As above.</param>
    /// <param name="waited">How long ago the datagram reached this machine: more than a moment where the program was stopped or slow. Never
    /// negative;
    /// 0 if the carrier does not know.</param>
    void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited) => OnDatagram(datagram, source);
}
