using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The server's state of a session that has moved, or was asked to. It is created only then, because most sessions stay where they began.
/// Until the new address has returned something that it cannot guess, the server sends at most three times the bytes that came from there
/// (RFC 9000 sections 8 and 9.3).
/// </summary>
internal sealed class SessionPath
{
    /// <summary>
    /// For how long after a switch the same request from a second address makes it a race, and may take the session back. A client repeats
    /// a request for 3 s.
    /// </summary>
    public static readonly TimeSpan RaceWindow = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongAgo = TimeSpan.MinValue / 2;

    /// <summary>The switches that count.</summary>
    public SwitchBudget Budget;

    /// <summary>True if the bound address has returned something unpredictable that was sent to it since it was adopted.</summary>
    public bool Validated = true;

    /// <summary>How many bytes may be sent to the bound address while it is not validated.</summary>
    public long Allowance;

    /// <summary>When the share of returns is full again, in ticks.</summary>
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

    /// <summary>True while two addresses compete: the first that answers a challenge gets the session.</summary>
    public bool IsContested { get; private set; }

    /// <summary>Moves the session to an address, and forgets what was known about the one before.</summary>
    /// <param name="isSame">Whether it was already bound to that address.</param>
    /// <param name="hasAnswered">Whether the address has answered a challenge for this move.</param>
    /// <param name="isFree">True if the switch does not count towards any limit.</param>
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

    /// <summary>True if the latest switch is so recent that another address with the same request competes with it.</summary>
    public bool IsFresh(TimeSpan now) => now - _switchedAt < RaceWindow;

    /// <summary>
    /// Another address has sent the same request that moved the session here: the switch counts towards no limit, whichever of the two is
    /// the client.
    /// </summary>
    public void Race(TimeSpan now)
    {
        _racedUntil = now + RaceWindow;
        IsContested = !_isSettled;
        MakeFree();
    }

    /// <summary>Does not count the latest switch any more.</summary>
    public void MakeFree()
    {
        if (!_isFree)
        {
            _isFree = true;
            Budget.Undo();
        }
    }

    /// <summary>
    /// True if an address other than the bound one has recently competed for the session. Which ones is not remembered: an attacker could
    /// use so many that the client's would be forgotten.
    /// </summary>
    public bool IsRaced(TimeSpan now) => now < _racedUntil;

    /// <summary>True once in a while: however many addresses race, the bound one is not challenged for each.</summary>
    public bool TryAskBound(TimeSpan interval, TimeSpan now)
    {
        if (now - _boundAskedAt < interval)
        {
            return false;
        }

        _boundAskedAt = now;
        return true;
    }

    /// <summary>
    /// Remembers which request was challenged at which address; true if the same one was challenged at another address before.
    /// </summary>
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

    /// <summary>True if the request was challenged at two addresses.</summary>
    public bool WasRaced(ulong fingerprint) => _isChallengeRaced && _challenged == fingerprint;
}
