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

    /// <summary>True if it is sent once, whatever becomes of it.</summary>
    public bool Once;
    public RetransmissionTimer Timer;

    public readonly bool Sent => Transmissions > 0;

    /// <summary>True if it was sent as often as it may be.</summary>
    public readonly bool Spent => Once && Sent;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
