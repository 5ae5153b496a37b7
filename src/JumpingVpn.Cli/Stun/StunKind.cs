namespace JumpingVpn.Cli.Stun;

/// <summary>The Binding messages: method 1 with one of the four classes of RFC 8489 section 5. Nothing else is STUN to us.</summary>
internal enum StunKind : ushort
{
    Request = 0x0001,
    Indication = 0x0011,
    Success = 0x0101,
    Error = 0x0111,
}
