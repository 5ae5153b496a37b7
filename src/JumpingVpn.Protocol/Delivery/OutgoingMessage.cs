namespace JumpingVpn.Protocol.Delivery;

/// <summary>One message that is not acknowledged yet. Later messages reuse its buffer.</summary>
internal struct OutgoingMessage
{
    public long Sequence;
    public byte[]? Buffer;
    public int Length;
    public int Transmissions;

    /// <summary>How often the peer had been heard from when it was first sent.</summary>
    public long HeardBefore;
    public bool Acknowledged;
    public RetransmissionTimer Timer;

    public readonly bool Sent => Transmissions > 0;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
