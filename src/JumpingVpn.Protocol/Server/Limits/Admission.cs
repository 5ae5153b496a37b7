namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>The limiter's verdict on a datagram.</summary>
internal enum Admission
{
    /// <summary>The datagram may be judged.</summary>
    Admitted,

    /// <summary>Its source has sent more than its share, and has not been told for a second.</summary>
    Refused,

    /// <summary>Its source has sent more than its share, and was told or cannot be counted: no answer.</summary>
    RefusedSilently,
}
