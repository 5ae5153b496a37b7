namespace JumpingVpn.Protocol;

/// <summary>The numbers both sides must agree on, or start from.</summary>
public static class ProtocolDefaults
{
    /// <summary>The longest datagram of the prototype's wire in bytes, and ours.</summary>
    public const int MaximumDatagramSize = 4096;

    /// <summary>How many messages each side may have in flight.</summary>
    public const int SendWindow = 32;

    /// <summary>From how many bytes of payload on a path may drop a message for its length: well above what goes to and fro.</summary>
    public const int LongPayload = 256;

    /// <summary>How long an idle session lives.</summary>
    public static readonly TimeSpan IdleTtl = TimeSpan.FromSeconds(30);

    /// <summary>How long the first transmission waits for its answer; each further one waits twice as long.</summary>
    public static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between two transmissions.</summary>
    public static readonly TimeSpan MaximumRetransmission = TimeSpan.FromSeconds(2);

    /// <summary>The demonstration's secret, known to everybody who reads this: it proves nothing about anybody.</summary>
    public static ReadOnlySpan<byte> DemoSecret => "jumpingvpn-demo-secret"u8;
}
