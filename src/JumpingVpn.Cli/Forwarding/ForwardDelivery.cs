namespace JumpingVpn.Cli.Forwarding;

/// <summary>What one side promises about the datagrams that it forwards.</summary>
internal enum ForwardDelivery
{
    /// <summary>Each datagram that the session takes is delivered once, in the order in which they came as a rule.</summary>
    ExactlyOnce,

    /// <summary>The newest datagram is sent first, once, and forgotten: what is late is worth nothing.</summary>
    NewestFirst,
}
