namespace JumpingVpn.Protocol;

/// <summary>The session is over, so what was asked of it cannot happen any more. Says why in the words of the transition table.</summary>
public sealed class SessionEndedException : Exception
{
    /// <summary>Creates the exception from the event that reported the end.</summary>
    /// <param name="why">The transition's reason.</param>
    /// <param name="code">The refusal behind it, or none.</param>
    /// <param name="reason">The exact reason, or none.</param>
    public SessionEndedException(TransitionReason why, RefusalCode code, ReasonCode reason)
        : base(Describe(why, code, reason))
    {
        Why = why;
        Code = code;
        Reason = reason;
    }

    /// <summary>Why the session ended.</summary>
    public TransitionReason Why { get; }

    /// <summary>The server's refusal that ended it, or none.</summary>
    public RefusalCode Code { get; }

    /// <summary>The exact reason, or none.</summary>
    public ReasonCode Reason { get; }

    private static string Describe(TransitionReason why, RefusalCode code, ReasonCode reason)
    {
        if (reason == ReasonCode.ServerStopping)
        {
            return $"The session ended: the server has stopped ({CodeNames.Name(reason)}).";
        }

        if (code == RefusalCode.UnknownSession && reason is ReasonCode.UnknownSession or ReasonCode.None)
        {
            return "The session ended: the server does not know it; it was restarted since, or is another server "
                + $"({CodeNames.Name(why)}, {CodeNames.Name(code)}).";
        }

        string detail = reason == ReasonCode.None ? "" : $" ({CodeNames.Name(reason)})";
        return code == RefusalCode.None
            ? $"The session ended: {CodeNames.Name(why)}{detail}."
            : $"The session ended: {CodeNames.Name(why)}, because the server answered {CodeNames.Name(code)}{detail}.";
    }
}
