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
}
