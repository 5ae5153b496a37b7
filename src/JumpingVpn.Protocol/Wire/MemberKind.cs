namespace JumpingVpn.Protocol.Wire;

/// <summary>How a member's value is read and written.</summary>
internal enum MemberKind : byte
{
    /// <summary>The name of a session.</summary>
    Id,

    /// <summary>A whole number from 1.</summary>
    Number,

    /// <summary>Hexadecimal digits of either case.</summary>
    Hex,

    /// <summary>Lower-case hexadecimal digits.</summary>
    LowerHex,

    /// <summary>One word, or the member is not acceptable.</summary>
    Word,

    /// <summary>A short text; what it means, if anything, is seen later.</summary>
    Text,

    /// <summary>The application's text: of any length, its escapes undone only for who has the right to send it.</summary>
    Payload,

    /// <summary>Written for people and never read.</summary>
    Note,
}
