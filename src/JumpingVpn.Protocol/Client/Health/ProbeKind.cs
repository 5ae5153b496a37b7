namespace JumpingVpn.Protocol.Client.Health;

/// <summary>What a path is measured with.</summary>
internal enum ProbeKind : byte
{
    /// <summary>A transmission of a message.</summary>
    Data,

    /// <summary>A keepalive.</summary>
    Keepalive,
}
