namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>The verdicts of <see cref="SourceGuard"/> on one datagram. Each is null until it is first asked for, and then stays.</summary>
internal struct Judgement
{
    /// <summary>Whether it was within the share of its source.</summary>
    public Admission? Admission;

    /// <summary>Whether its source has some of its share of the log left.</summary>
    public bool? MayLog;

    /// <summary>Whether the log has room for its refusal.</summary>
    public bool? LogsRefusal;

    /// <summary>Whether the log has room for its security event.</summary>
    public bool? LogsViolation;

    /// <summary>Whether it was counted as not logged.</summary>
    public bool IsCounted;
}
