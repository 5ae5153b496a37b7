namespace JumpingVpn.Protocol.Delivery;

/// <summary>One message on its way to be acknowledged. The buffer is reused by later messages.</summary>
internal struct OutgoingMessage
{
    public long Sequence;
    public byte[]? Buffer;
    public int Length;
    public int Transmissions;

    /// <summary>How often something had been heard of the peer when it was sent first.</summary>
    public long HeardBefore;
    public bool Acknowledged;
    public RetransmissionTimer Timer;

    public readonly bool Sent => Transmissions > 0;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
