using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The one handshake of a client: the same request, sent again until it is answered. An error does not end it, because anybody can send
/// one; the last error becomes the reason if no answer comes.
/// </summary>
internal sealed class HandshakeAttempt(ClientOptions options, IEntropySource entropy, ClientOutbox outbox) : IDisposable
{
    private readonly byte[] _nonce = new byte[options.Mode == SessionMode.Demo ? NonceSource.TextLength : NonceSource.KeyedTextLength];

    private byte[] _cookie = [];
    private bool _cookieIsNew;
    private RetransmissionTimer _timer;

    /// <summary>This side's part of the key agreement, until it is answered or given up; null in demo mode, which has none.</summary>
    public KeyOffer? Offer { get; private set; }

    /// <summary>True from the first request on.</summary>
    public bool Begun { get; private set; }

    /// <summary>
    /// How many paths the requests use, one more with each request. Each further path gets as many requests as the first.
    /// </summary>
    /// <value>Default: 1.</value>
    public int Paths { get; set; } = 1;

    /// <summary>Over how many paths beside the first requests may have gone.</summary>
    public int FurtherPaths => Math.Min(Paths, _timer.Attempts) - 1;

    /// <summary>The code of the last error, or none.</summary>
    public RefusalCode Refusal { get; private set; }

    /// <summary>Why there is no session: the reason of the last error, or that no answer came.</summary>
    public ReasonCode Reason { get; private set; } = ReasonCode.NoAnswer;

    public TimeSpan? Deadline => _timer.Deadline;

    public bool IsDue(TimeSpan now) => _timer.IsDue(now);

    public void Begin(TimeSpan now)
    {
        Begun = true;
        NonceSource.Fill(entropy, _nonce);
        Offer =
            options.Mode == SessionMode.Demo
                ? null
                : new KeyOffer(options.Mode, options.PreSharedKey.Span, _nonce, entropy, options.ClientName);
        Send(now);
    }

    /// <summary>Sends the request again, due or not.</summary>
    public void Send(TimeSpan now)
    {
        _cookieIsNew = false;
        outbox.Send(
            new WireMessage
            {
                Type = MessageType.HandshakeInit,
                Nonce = _nonce,
                Cookie = _cookie,
                Key = Offer is null ? default : Offer.Key,
                Client = Offer is null ? default : Offer.Client,
                Mac = Offer is null ? default : Offer.Mac,
            }
        );
        _timer.Sent(now, options.FirstRetransmission, options.MaximumRetransmission, entropy);
    }

    /// <summary>Sends the request again; false if no attempt is left.</summary>
    public bool TrySendAgain(TimeSpan now)
    {
        if (_timer.Attempts >= options.HandshakeAttempts + Paths - 1)
        {
            return false;
        }

        Send(now);
        return true;
    }

    /// <summary>True if an answer names this request, or, as the prototype's do, none.</summary>
    public bool IsAnsweredBy(in WireMessage answer) => Begun && (!answer.Has(Members.Nonce) || answer.Nonce.SequenceEqual(_nonce));

    /// <summary>
    /// Agrees the session's keys with the sender of an answer; in demo mode there are none. False if the answer would make a session
    /// without keys: it is then not accepted, but becomes the reason if no better answer comes.
    /// </summary>
    public bool TryAgree(in WireMessage answer, out SessionKeys? keys)
    {
        keys = null;
        if (Offer is null)
        {
            return true;
        }

        keys = Offer.TryAccept(answer, out ReasonCode violation);
        if (keys is null)
        {
            Refusal = RefusalCode.None;
            Reason = violation;
        }

        return keys is not null;
    }

    /// <summary>
    /// Keeps the cookie of a retry until the request is due again. False if the retry answers another request, brings nothing new, or is
    /// the second one since the request was sent. It sends nothing, so a forged retry triggers no request and uses up no attempt.
    /// </summary>
    /// <param name="retry">The message.</param>
    /// <param name="trust">Is told of a retry that answers this request but was not made by the server.</param>
    /// <param name="journal">Where such a forgery is written.</param>
    public bool TryRetry(in WireMessage retry, ClientTrust trust, ClientJournal journal)
    {
        bool expected = Begun && retry.Has(Members.Nonce) && retry.Nonce.SequenceEqual(_nonce);
        if (expected && Offer?.Admits(retry) == false)
        {
            trust.NoteForged(journal);
            return false;
        }

        if (!expected || _cookieIsNew || retry.Cookie.SequenceEqual(_cookie))
        {
            return false;
        }

        _cookieIsNew = true;
        _cookie = retry.Cookie.ToArray();
        return true;
    }

    /// <summary>Remembers an error; false if it answers another request.</summary>
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

    /// <summary>Stops sending until it is told to go on.</summary>
    public void Stop() => _timer.Stop();

    /// <summary>
    /// The handshake is answered or given up: nothing more is sent, and the private key and the copy of the pre-shared key are wiped.
    /// </summary>
    public void Dispose()
    {
        Stop();
        Offer?.Dispose();
        Offer = null;
    }
}
