namespace JumpingVpn.Protocol;

/// <summary>One message could not be sent as it is; the session and all other messages go on. Where it had been sent before, on another
/// path, it may have been delivered.</summary>
public sealed class MessageFailedException : Exception
{
    /// <summary>Creates the exception from the event that reported it.</summary>
    /// <param name="sequence">The message's number.</param>
    /// <param name="reason">Why it was given up.</param>
    public MessageFailedException(long sequence, ReasonCode reason)
        : base(
            reason == ReasonCode.NoAnswer
                ? $"Message {sequence} was sent once, as asked, and not acknowledged in time; it may have arrived."
                : $"Message {sequence} was given up ({CodeNames.Name(reason)}): the path carries no datagram of its length. "
                    + "Send shorter messages."
        )
    {
        Sequence = sequence;
        Reason = reason;
    }

    /// <summary>The message's number.</summary>
    public long Sequence { get; }

    /// <summary>Why it was given up.</summary>
    public ReasonCode Reason { get; }
}
