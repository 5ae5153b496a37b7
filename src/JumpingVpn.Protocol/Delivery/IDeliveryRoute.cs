namespace JumpingVpn.Protocol.Delivery;

/// <summary>Carries one side's messages to its peers.</summary>
/// <typeparam name="TPeer">What identifies a peer.</typeparam>
internal interface IDeliveryRoute<in TPeer>
{
    /// <summary>The greatest length in bytes of the datagram with this payload, for any sequence number.</summary>
    int Measure(ReadOnlySpan<byte> payload);

    /// <summary>Sends a message once; false if it may not be sent now. The next pump tries again.</summary>
    bool TrySend(TPeer peer, in OutgoingMessage message, TimeSpan now);

    /// <summary>Called when a message was given up because it is too long for the path or may not be sent again. Others go on.</summary>
    void Abandoned(TPeer peer, long sequence, ReasonCode reason);
}
