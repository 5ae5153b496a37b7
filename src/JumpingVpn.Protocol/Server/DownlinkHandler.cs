using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Sends the server's messages to the address that each session is bound to, until they are acknowledged or the session ends. After a
/// switch everything unacknowledged goes to the new address, within the anti-amplification limit until that has answered a challenge. A
/// silent client gets each message a limited number of times, and again when it is heard from.
/// </summary>
internal sealed class DownlinkHandler : IDeliveryRoute<Downlink>
{
    private readonly DeliveryBounds _bounds;
    private readonly IEntropySource _entropy;
    private readonly LiveSessions _sessions;
    private readonly OwnerCheck _owners;
    private readonly PathChallenges _challenges;
    private readonly ServerJournal _journal;
    private readonly Refusals _refusals;
    private readonly AnswerWriter _answers;
    private readonly Dictionary<ulong, Downlink> _bySession = [];
    private readonly DeadlineHeap _due = new();
    private long _made;

    public DownlinkHandler(
        DeliveryBounds bounds,
        IEntropySource entropy,
        LiveSessions sessions,
        OwnerCheck owners,
        PathChallenges challenges,
        Responses responses
    )
    {
        _bounds = bounds;
        _entropy = entropy;
        _sessions = sessions;
        _owners = owners;
        _challenges = challenges;
        _journal = responses.Journal;
        _refusals = responses.Refusals;
        _answers = responses.Answers;
        sessions.EndedWithDownlink = Forget;
    }

    /// <summary>How many live sessions have, or had, messages to them.</summary>
    public int Count => _bySession.Count;

    /// <summary>When <see cref="HandleTimeout"/> has something to do; null while nothing is due.</summary>
    public TimeSpan? NextDeadline => _due.First?.Deadline;

    /// <summary>Queues a message for a live session; false if there is no such session, or its queue is full.</summary>
    public bool TrySend(SessionId id, ReadOnlySpan<byte> payload, DeliverySemantics semantics, out long sequence)
    {
        MessageDelivery.Check(payload, _bounds.MaximumDatagramSize, this);
        sequence = 0;
        if (_sessions.Find(id) is not { } session)
        {
            return false;
        }

        if (!_bySession.TryGetValue(id.Value, out Downlink? downlink))
        {
            downlink = new Downlink(session, ++_made, new MessageDelivery(_bounds, _entropy));
            _bySession.Add(id.Value, downlink);
            session.HasDownlink = true;
        }

        bool taken = downlink.Messages.TryAdd(payload, out sequence, semantics);
        Pump(downlink);
        return taken;
    }

    /// <summary>Handles an acknowledgement.</summary>
    public void HandleAck(in WireMessage ack, ref Request request)
    {
        if (!ack.Has(Members.Sequence))
        {
            _refusals.Unread(ack, ref request, RefusalCode.Malformed, ReasonCode.Malformed);
            return;
        }

        if (_owners.Find(ack, ref request, out _) is not { } session)
        {
            return;
        }

        if (!_bySession.TryGetValue(session.Id.Value, out Downlink? downlink) || !downlink.Messages.TryAcknowledge(ack, out _, out _))
        {
            _journal.Counters.Ignored++;
            return;
        }

        _journal.Counters.DownlinkAcknowledged++;
        _journal.Emit(new DownlinkRoundtrip(ack.SessionId, request.From, ack.Sequence));
        Pump(downlink);
    }

    /// <summary>Called when something of the session was accepted: its client is there, perhaps at another address.</summary>
    public void Resume(Session session)
    {
        Downlink downlink = _bySession[session.Id.Value];
        bool moved = downlink.Switches != session.Switches;
        downlink.Switches = session.Switches;
        downlink.Challenge = moved || downlink.Challenge.Attempts >= _bounds.Attempts ? default : downlink.Challenge;
        downlink.Messages.Heard();
        if (moved)
        {
            downlink.Messages.Restart();
        }

        Pump(downlink);
    }

    /// <summary>Gives up one message that is too long for the path to its client. The others go on.</summary>
    public void Abandon(SessionId id, long sequence)
    {
        if (_bySession.TryGetValue(id.Value, out Downlink? downlink) && downlink.Messages.TryAbandon(sequence))
        {
            Abandoned(downlink, sequence, ReasonCode.TooLarge);
            Pump(downlink);
        }
    }

    /// <summary>Sends again whatever is due.</summary>
    public void HandleTimeout()
    {
        while (_due.First is { } downlink && downlink.Deadline <= _journal.Now)
        {
            Pump(downlink);
        }
    }

    public int Measure(ReadOnlySpan<byte> payload) => _answers.MeasureDownlink(payload);

    public bool TrySend(Downlink peer, in OutgoingMessage message, TimeSpan now)
    {
        if (!_answers.TryDownlink(peer.Session, message.Sequence, message.Payload))
        {
            return false;
        }

        _journal.Counters.DownlinkRetransmissions += message.Sent ? 1 : 0;
        return true;
    }

    public void Abandoned(Downlink peer, long sequence, ReasonCode reason) =>
        _journal.Emit(new DataFailed(peer.Session.Id, sequence, reason));

    private void Pump(Downlink downlink)
    {
        MessageDelivery messages = downlink.Messages;
        TimeSpan? next = null;
        if (downlink.Session.Confirmed && messages.Unacknowledged > 0)
        {
            TimeSpan? asked = downlink.Session.Path is { Validated: false } ? Challenge(downlink) : null;
            messages.Pump(this, downlink, _bounds.FirstRetransmission, _bounds.MaximumRetransmission, _journal.Now);
            next = messages.Unacknowledged == 0 ? null : Deadlines.Earliest(asked, messages.NextDeadline);
        }

        _due.Set(downlink, next);
    }

    /// <summary>
    /// Challenges an address that has not answered a challenge yet, before anything else, because until then the anti-amplification limit
    /// applies. If that leaves no room even for a challenge, it follows when something comes from the address.
    /// </summary>
    /// <returns>When the next challenge is due.</returns>
    private TimeSpan? Challenge(Downlink downlink)
    {
        ref RetransmissionTimer timer = ref downlink.Challenge;
        if (timer.Deadline is null ? timer.Attempts >= _bounds.Attempts : !timer.IsDue(_journal.Now))
        {
            return timer.Deadline;
        }

        if (timer.Attempts < _bounds.Attempts && _challenges.TryAskBound(downlink.Session))
        {
            timer.Sent(_journal.Now, _bounds.FirstRetransmission, _bounds.MaximumRetransmission, _entropy);
        }
        else
        {
            timer.Stop();
        }

        return timer.Deadline;
    }

    private void Forget(Session session)
    {
        if (_bySession.Remove(session.Id.Value, out Downlink? downlink))
        {
            _due.Set(downlink, null);
        }
    }
}
