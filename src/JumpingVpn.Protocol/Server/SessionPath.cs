using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// What the server holds of a session that has moved, or was asked to: made then, because most sessions stay where they began. Until the
/// address that it moved to has returned something that it cannot guess, what is sent there is held to three times the bytes that came
/// from there (RFC 9000 sections 8 and 9.3).
/// </summary>
internal sealed class SessionPath
{
    /// <summary>For how long after a switch a second address with the same request makes it a race, and may take the session back.
    /// A client asks for 3 s.</summary>
    /// <remarks>It is no setting: an operator could gain nothing. Shorter than a client's attempt, a race would be lost to whoever relays
    /// its last request; longer, it only prolongs the time in which a captured request costs a challenge.</remarks>
    public static readonly TimeSpan RaceWindow = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongAgo = TimeSpan.MinValue / 2;

    /// <summary>The switches that count.</summary>
    public SwitchBudget Budget;

    /// <summary>True where the bound address has returned something unpredictable that was sent to it since it was adopted.</summary>
    public bool Validated = true;

    /// <summary>How many bytes may be sent to the bound address while it is not validated.</summary>
    public long Allowance;

    /// <summary>In ticks, when the share of returns is whole again.</summary>
    public long ReturnsFullAt;

    private TimeSpan _racedUntil = LongAgo;
    private TimeSpan _boundAskedAt = LongAgo;
    private TimeSpan _switchedAt = LongAgo;
    private bool _isFree;
    private bool _isSettled;
    private ulong _challenged;
    private TransportAddress _challengedAt;
    private TimeSpan _challengeUntil = LongAgo;
    private bool _isChallengeRaced;

    /// <summary>True while whichever of two addresses answers a challenge first is to have the session.</summary>
    public bool IsContested { get; private set; }

    /// <summary>The session moves to an address; what was known of the one before is void.</summary>
    /// <param name="isSame">Whether that is the address it was bound to.</param>
    /// <param name="hasAnswered">Whether the address has answered a challenge for this move.</param>
    /// <param name="isFree">True where the switch counts for nothing.</param>
    /// <param name="now">Protocol time.</param>
    public void Adopt(bool isSame, bool hasAnswered, bool isFree, TimeSpan now)
    {
        Validated = hasAnswered || (isSame && Validated);
        Allowance = 0;
        IsContested = false;
        _isSettled = hasAnswered;
        _racedUntil = LongAgo;
        _boundAskedAt = LongAgo;
        _switchedAt = now;
        _isFree = isFree;
    }

    /// <summary>The bound address has answered a challenge.</summary>
    public void Validate()
    {
        Validated = true;
        IsContested = false;
        _isSettled = true;
    }

    /// <summary>True where the latest switch is so new that another address with the same request competes with it.</summary>
    public bool IsFresh(TimeSpan now) => now - _switchedAt < RaceWindow;

    /// <summary>Another address has sent the request that moved the session here: the switch is free, whoever of the two is the
    /// client.</summary>
    public void Race(TimeSpan now)
    {
        _racedUntil = now + RaceWindow;
        IsContested = !_isSettled;
        MakeFree();
    }

    /// <summary>The latest switch counts no more.</summary>
    public void MakeFree()
    {
        if (!_isFree)
        {
            _isFree = true;
            Budget.Undo();
        }
    }

    /// <summary>True where another address than the bound one has competed for the session lately. Which ones is not remembered: whoever
    /// copies requests has as many as he likes, and the client's would be forgotten.</summary>
    public bool IsRaced(TimeSpan now) => now < _racedUntil;

    /// <summary>True once in a while: however many addresses race, the bound one is not asked for each.</summary>
    public bool TryAskBound(TimeSpan interval, TimeSpan now)
    {
        if (now - _boundAskedAt < interval)
        {
            return false;
        }

        _boundAskedAt = now;
        return true;
    }

    /// <summary>Remembers which request is challenged at which address; true where the same one was challenged at another address
    /// before.</summary>
    public bool IsChallengedElsewhere(ulong fingerprint, in TransportAddress to, TimeSpan now, out TransportAddress other)
    {
        other = _challengedAt;
        bool isSame = _challenged == fingerprint && now < _challengeUntil;
        bool elsewhere = isSame && _challengedAt != to;
        _isChallengeRaced = elsewhere || (isSame && _isChallengeRaced);
        _challenged = fingerprint;
        _challengedAt = to;
        _challengeUntil = now + RaceWindow;
        return elsewhere;
    }

    /// <summary>True where the request was challenged at two addresses.</summary>
    public bool WasRaced(ulong fingerprint) => _isChallengeRaced && _challenged == fingerprint;
}
