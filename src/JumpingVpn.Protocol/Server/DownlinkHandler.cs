using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Sends the server's messages to the address that each session is bound to, until they are acknowledged or given up with the session.
/// After a switch all that is not acknowledged goes to the new address, as far as that may be sent so much before it has answered a
/// challenge. A client that is not heard of gets each message a bounded number of times, and again when it is.
/// </summary>
internal sealed class DownlinkHandler : IDeliveryRoute<Downlink>
{
    private readonly ServerOptions _options;
    private readonly DeliveryBounds _bounds;
    private readonly IEntropySource _entropy;
    private readonly PathValidator _paths;
    private readonly LiveSessions _sessions;
    private readonly OwnerCheck _owners;
    private readonly ServerJournal _journal;
    private readonly Refusals _refusals;
    private readonly AnswerWriter _answers;
    private readonly Dictionary<ulong, Downlink> _bySession = [];
    private readonly DeadlineHeap _due = new();
    private long _made;

    public DownlinkHandler(
        ServerOptions options,
        IEntropySource entropy,
        PathValidator paths,
        LiveSessions sessions,
        OwnerCheck owners,
        ServerJournal journal,
        Refusals refusals,
        AnswerWriter answers
    )
    {
        _options = options;
        _bounds = DeliveryBounds.Of(options);
        _entropy = entropy;
        _paths = paths;
        _sessions = sessions;
        _owners = owners;
        _journal = journal;
        _refusals = refusals;
        _answers = answers;
        sessions.EndedWithDownlink = Forget;
    }

    /// <summary>How many sessions there is, or was, something to say to.</summary>
    public int Count => _bySession.Count;

    /// <summary>When <see cref="HandleTimeout"/> has something to do; null while nothing is due.</summary>
    public TimeSpan? NextDeadline => _due.First?.Deadline;

    /// <summary>Takes a message for a live session; false where there is none, or too much waits for it.</summary>
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

    /// <summary>Takes an acknowledgement.</summary>
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

    /// <summary>Something of the session was accepted: its client is there, perhaps at another address.</summary>
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

    /// <summary>Gives up one message, which is too long for the path to its client; the others go on.</summary>
    public void Abandon(SessionId id, long sequence)
    {
        if (_bySession.TryGetValue(id.Value, out Downlink? downlink) && downlink.Messages.TryAbandon(sequence))
        {
            Abandoned(downlink, sequence, ReasonCode.TooLarge);
            Pump(downlink);
        }
    }

    /// <summary>Sends again what is due.</summary>
    public void HandleTimeout()
    {
        while (_due.First is { } downlink && downlink.Deadline <= _journal.Now)
        {
            Pump(downlink);
        }
    }

    public int Measure(ReadOnlySpan<byte> payload) => _answers.MeasureDownlink(payload, _options.Mode != SessionMode.Demo);

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

    /// <summary>Asks an address that has not answered yet, before anything else, because what it may be sent is limited until it does.
    /// Where there is no room even for that, it is asked when something came from there.</summary>
    /// <returns>When it is asked again.</returns>
    private TimeSpan? Challenge(Downlink downlink)
    {
        ref RetransmissionTimer timer = ref downlink.Challenge;
        if (timer.Deadline is null ? timer.Attempts >= _bounds.Attempts : !timer.IsDue(_journal.Now))
        {
            return timer.Deadline;
        }

        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        _paths.Write(downlink.Session, NonceSource.NoRequest, downlink.Session.Binding, _journal.Now, challenge);
        if (timer.Attempts < _bounds.Attempts && _answers.TryChallengeBound(downlink.Session, challenge))
        {
            _journal.Counters.PathChallenges++;
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
