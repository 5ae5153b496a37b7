namespace JumpingVpn.Protocol.Delivery;

/// <summary>How one side gets its messages to its peers.</summary>
/// <typeparam name="TPeer">What it needs to know of a peer.</typeparam>
internal interface IDeliveryRoute<in TPeer>
{
    /// <summary>How long the datagram with this payload would be in bytes, whatever its sequence number.</summary>
    int Measure(ReadOnlySpan<byte> payload);

    /// <summary>Sends a message once; false where it may not be sent now: it is tried again with the next pump.</summary>
    bool TrySend(TPeer peer, in OutgoingMessage message, TimeSpan now);

    /// <summary>A message was given up, because it is too long for the path or may be sent no more; the others go on.</summary>
    void Abandoned(TPeer peer, long sequence, ReasonCode reason);
}
