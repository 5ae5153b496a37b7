namespace JumpingVpn.Protocol.Client;

/// <summary>One message on its way to be acknowledged. The buffer is reused by later messages.</summary>
internal struct OutgoingMessage
{
    public long Sequence;
    public byte[]? Buffer;
    public int Length;
    public bool Sent;
    public bool Acknowledged;
    public RetransmissionTimer Timer;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
