namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>What <see cref="SourceGuard"/> has found about one datagram; each verdict is null until it is asked for, and then
/// stays.</summary>
internal struct Judgement
{
    /// <summary>Whether it was within the share of its source.</summary>
    public Admission? Admission;

    /// <summary>Whether its source has a share of the log left.</summary>
    public bool? MayLog;

    /// <summary>Whether the log has room for its refusal.</summary>
    public bool? LogsRefusal;

    /// <summary>Whether the log has room for its security event.</summary>
    public bool? LogsViolation;

    /// <summary>Whether it was counted among what is not logged.</summary>
    public bool IsCounted;
}
