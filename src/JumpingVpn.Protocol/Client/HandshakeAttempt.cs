using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The one handshake of a client: the same request, sent again until it is answered. An error does not end it, because anybody
/// can send one; the last error is the reason if nothing better comes.
/// </summary>
internal sealed class HandshakeAttempt(ClientOptions options, IEntropySource entropy, ClientOutbox outbox)
{
    private readonly byte[] _nonce = new byte[NonceSource.TextLength];
    private RetransmissionTimer _timer;

    /// <summary>True from the first request on.</summary>
    public bool Begun { get; private set; }

    /// <summary>The code of the last error, or none.</summary>
    public RefusalCode Refusal { get; private set; }

    /// <summary>Why there is no session: what the last error said, or that no answer came.</summary>
    public ReasonCode Reason { get; private set; } = ReasonCode.NoAnswer;

    public TimeSpan? Deadline => _timer.Deadline;

    public bool IsDue(TimeSpan now) => _timer.IsDue(now);

    public void Begin(TimeSpan now)
    {
        Begun = true;
        NonceSource.Fill(entropy, _nonce);
        Send(now);
    }

    /// <summary>Sends the request once more, whether or not it is due.</summary>
    public void Send(TimeSpan now)
    {
        outbox.HandshakeInit(_nonce);
        _timer.Sent(now, options, entropy);
    }

    /// <summary>Sends the request once more; false where the attempts are spent.</summary>
    public bool TrySendAgain(TimeSpan now)
    {
        if (_timer.Attempts >= options.HandshakeAttempts)
        {
            return false;
        }

        Send(now);
        return true;
    }

    /// <summary>True where an answer names this request, or, as a prototype's, none.</summary>
    public bool IsAnsweredBy(in WireMessage answer) =>
        Begun && (!answer.Has(Members.Nonce) || answer.Nonce.SequenceEqual(_nonce));

    /// <summary>Remembers an error; false where it answers another request.</summary>
    public bool TryNote(in WireMessage error)
    {
        if (!IsAnsweredBy(error))
        {
            return false;
        }

        Refusal = error.Code;
        Reason = error.Reason;
        return true;
    }

    /// <summary>Sends no more until told.</summary>
    public void Stop() => _timer.Stop();
}
