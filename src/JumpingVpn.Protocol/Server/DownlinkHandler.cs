using System.Text.Unicode;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Sends the server's messages to the address that each session is bound to, until they are acknowledged or given up with the session.
/// After a switch all that is not acknowledged goes to the new address, as far as that may be sent so much before it has answered
/// a challenge. A
/// client that is not heard of gets each message a bounded number of times, and again when it is.
/// </summary>
internal sealed class DownlinkHandler
{
    private const int Attempts = 8; // 11 s
    private const int Window = 32; // within the client's memory of numbers

    // A message that is longer than what goes to and fro, and had its attempts twice although its client was heard of between: the path
    // drops what is so long.
    private const int LongPayload = 256;

    private readonly ServerOptions _options;
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
    public bool TrySend(SessionId id, ReadOnlySpan<byte> payload, out long sequence)
    {
        Check(payload);
        sequence = 0;
        if (_sessions.Find(id) is not { } session)
        {
            return false;
        }

        if (!_bySession.TryGetValue(id.Value, out Downlink? downlink))
        {
            downlink = new Downlink(session, ++_made, _options.MaximumDownlinkMessages);
            _bySession.Add(id.Value, downlink);
            session.HasDownlink = true;
        }

        bool taken = downlink.Messages.TryAdd(payload, out sequence);
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

        if (!_bySession.TryGetValue(session.Id.Value, out Downlink? downlink) || !downlink.Messages.TryAcknowledge(ack.Sequence, out _))
        {
            _journal.Counters.Ignored++;
            return;
        }

        downlink.IsAnswered = true;
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
        downlink.Challenge = moved || downlink.Challenge.Attempts >= Attempts ? default : downlink.Challenge;
        for (int i = 0; i < downlink.Messages.Span; i++)
        {
            ref OutgoingMessage message = ref downlink.Messages[i];
            if (moved || message.Timer.Attempts >= Attempts)
            {
                message.Timer = default;
            }
        }

        Pump(downlink);
    }

    /// <summary>Gives up one message, which is too long for the path to its client; the others go on.</summary>
    public void Abandon(SessionId id, long sequence)
    {
        if (_bySession.TryGetValue(id.Value, out Downlink? downlink) && downlink.Messages.TryAcknowledge(sequence, out _))
        {
            _journal.Emit(new DataFailed(id, sequence, ReasonCode.TooLarge));
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

    private void Pump(Downlink downlink)
    {
        int window = downlink.Session.Confirmed ? Math.Min(downlink.Messages.Span, downlink.IsAnswered ? Window : 1) : 0;
        TimeSpan? next = window > 0 && downlink.Session.Path is { Validated: false } ? Challenge(downlink) : null;
        for (int i = 0; i < window; i++)
        {
            ref OutgoingMessage message = ref downlink.Messages[i];
            if (message.Acknowledged)
            {
                continue;
            }

            if (message.Length > LongPayload && message.Transmissions >= 2 * Attempts && message.Timer.Attempts == 0)
            {
                Abandon(downlink.Session.Id, message.Sequence);
                return; // it has gone on with the others
            }

            if (IsDue(message.Timer))
            {
                Send(downlink, ref message);
            }

            next = message.Timer.Deadline < next || next is null ? message.Timer.Deadline : next;
        }

        _due.Set(downlink, next);
    }

    /// <summary>True where it is time, and where there was no room for it when it was.</summary>
    private bool IsDue(in RetransmissionTimer timer) => timer.Deadline is null ? timer.Attempts < Attempts : timer.IsDue(_journal.Now);

    /// <summary>Asks an address that has not answered yet, before anything else, because what it may be sent is limited until it
    /// does. Where there is no
    /// room even for that, it is asked when something came from there.</summary>
    /// <returns>When it is asked again.</returns>
    private TimeSpan? Challenge(Downlink downlink)
    {
        ref RetransmissionTimer timer = ref downlink.Challenge;
        if (!IsDue(timer))
        {
            return timer.Deadline;
        }

        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        _paths.Write(downlink.Session, NonceSource.NoRequest, downlink.Session.Binding, _journal.Now, challenge);
        if (timer.Attempts < Attempts && _answers.TryChallengeBound(downlink.Session, challenge))
        {
            _journal.Counters.PathChallenges++;
            timer.Sent(_journal.Now, ProtocolDefaults.FirstRetransmission, ProtocolDefaults.MaximumRetransmission, _entropy);
        }
        else
        {
            timer.Stop();
        }

        return timer.Deadline;
    }

    private void Send(Downlink downlink, ref OutgoingMessage message)
    {
        if (message.Timer.Attempts >= Attempts || !_answers.TryDownlink(downlink.Session, message.Sequence, message.Payload))
        {
            message.Timer.Stop(); // until the client is heard of
            return;
        }

        _journal.Counters.DownlinkRetransmissions += message.Sent ? 1 : 0;
        message.Transmissions++;
        message.Timer.Sent(_journal.Now, ProtocolDefaults.FirstRetransmission, ProtocolDefaults.MaximumRetransmission, _entropy);
    }

    private void Forget(Session session)
    {
        if (_bySession.Remove(session.Id.Value, out Downlink? downlink))
        {
            _due.Set(downlink, null);
        }
    }

    private void Check(ReadOnlySpan<byte> payload)
    {
        if (!Utf8.IsValid(payload))
        {
            throw new ArgumentException(
                "The payload is not UTF-8, but the wire carries it as text; encode binary data first.",
                nameof(payload)
            );
        }

        int size = _answers.MeasureDownlink(payload, _options.Mode != SessionMode.Demo);
        if (size > _options.MaximumDatagramSize)
        {
            throw new ArgumentException(
                $"The payload of {payload.Length} bytes makes a datagram of {size}, but at most "
                    + $"{_options.MaximumDatagramSize} are allowed.",
                nameof(payload)
            );
        }
    }
}
