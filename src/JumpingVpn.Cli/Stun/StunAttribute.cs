namespace JumpingVpn.Cli.Stun;

/// <summary>The attributes of a Binding that are understood: RFC 8489 section 14 and RFC 5780 section 7. Those below 0x8000 must be
/// understood by whoever gets them.</summary>
internal enum StunAttribute : ushort
{
    MappedAddress = 0x0001,
    ChangeRequest = 0x0003,
    ErrorCode = 0x0009,
    UnknownAttributes = 0x000A,
    XorMappedAddress = 0x0020,
    ResponsePort = 0x0027,
    AlternateServer = 0x8023,
    ResponseOrigin = 0x802B,
    OtherAddress = 0x802C,
}
