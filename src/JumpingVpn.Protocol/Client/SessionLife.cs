using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Client;

/// <summary>Moves the session on by time and traffic, and ends it.</summary>
internal sealed class SessionLife(
    ClientJournal journal,
    ClientOutbox outbox,
    HandshakeAttempt handshake,
    ClientTrust trust,
    Recovery recovery,
    PathTraffic traffic,
    LifeBounds bounds,
    PathReview review
)
{
    /// <summary>Moves the time on, and ends the session if a limit is reached.</summary>
    public void Advance(TimeSpan now)
    {
        journal.Advance(now);
        trust.Report(journal);
        review.CatchUp();
        if (journal.State != SessionState.Terminated && bounds.Exceeded(journal.Now) is { } trigger)
        {
            Terminate(trigger, RefusalCode.None, Endings.ReasonOf(trigger));
        }
    }

    /// <summary>The server has accepted something.</summary>
    public void Answered()
    {
        bounds.Answered(journal.Now);
        recovery.Accepted();
        Pump();
    }

    /// <summary>Sends what is due. It concludes first, so that nothing is sent on a path that has just turned out to be dead.</summary>
    public void Pump()
    {
        if (journal.IsBound)
        {
            review.Run();
        }

        if (journal.IsBound)
        {
            traffic.Pump(journal.SessionId!.Value, journal.Now);
        }

        while (traffic.TryTakeAbandoned(out (long Sequence, ReasonCode Reason) message))
        {
            journal.Emit(new DataFailed(journal.SessionId!.Value, message.Sequence, message.Reason));
        }
    }

    /// <summary>Ends the session and drops what waits to be sent.</summary>
    public void Terminate(SessionTrigger trigger, RefusalCode code, ReasonCode reason)
    {
        outbox.Clear();
        End(trigger, code, reason);
    }

    /// <summary>Ends the session, but still sends what waits.</summary>
    public void End(SessionTrigger trigger, RefusalCode code, ReasonCode reason)
    {
        recovery.End();
        trust.Report(journal, isLast: true);
        if (journal.Fire(trigger, code) is { } transition)
        {
            TimeSpan age = bounds.Age(journal.Now);
            journal.Emit(new SessionTerminated(journal.SessionId, age, recovery.Switches, transition.Reason, code, reason));
        }

        handshake.Dispose(); // the end is final, so the keys are no longer needed
        trust.Dispose();
    }
}
