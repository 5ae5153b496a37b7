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

    /// <summary>True where it is sent once, whatever becomes of it.</summary>
    public bool Once;
    public RetransmissionTimer Timer;

    public readonly bool Sent => Transmissions > 0;

    /// <summary>True where it was sent as often as it may be.</summary>
    public readonly bool Spent => Once && Sent;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
