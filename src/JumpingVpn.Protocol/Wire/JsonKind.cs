namespace JumpingVpn.Protocol.Wire;

/// <summary>What a JSON value is, as far as a flat message asks.</summary>
internal enum JsonKind : byte
{
    /// <summary>A literal, an object or an array: well-formed, and skipped.</summary>
    Other,

    /// <summary>A string.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,
}
