namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>What the limiter says of a datagram.</summary>
internal enum Admission
{
    /// <summary>It may be judged.</summary>
    Admitted,

    /// <summary>Its source has sent more than its share, and has not been told so for a second.</summary>
    Refused,

    /// <summary>Its source has sent more than its share, and was told or cannot be counted: not answered.</summary>
    RefusedSilently,
}
