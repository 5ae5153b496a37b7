using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.States;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// What the server holds of one session. A million of these may be idle at once, so everything that an idle session does
/// not need is allocated on first use.
/// </summary>
internal sealed class Session(SessionId id, in TransportAddress binding, TimeSpan now)
{
    public readonly SessionId Id = id;

    /// <summary>When the session was made.</summary>
    public readonly TimeSpan Created = now;

    /// <summary>The one address that may speak for the session.</summary>
    public TransportAddress Binding = binding;

    /// <summary>When data or a reattach was last accepted; the idle time to live runs from here.</summary>
    public TimeSpan LastActivity = now;

    /// <summary>The state and its version.</summary>
    public StateMachine Machine;

    /// <summary>The nonces accepted so far.</summary>
    public NonceMemory Nonces;

    /// <summary>The sequence numbers delivered lately.</summary>
    public SequenceWindow Delivered;

    /// <summary>The highest number of a keepalive accepted so far; a replayed one keeps nothing alive.</summary>
    public long HighestKeepalive;

    /// <summary>The session's own keys; null in the mode where all sessions share a secret.</summary>
    public SessionKeys? Keys;

    /// <summary>True once something was accepted after the handshake: the address is not a forged one, since it knew the id.</summary>
    public bool Confirmed;

    /// <summary>True where the same handshake had made a session for another address before: its life is short until it is
    /// confirmed.</summary>
    public bool IsCopy;

    /// <summary>True once the server had something to say to it, which is then held elsewhere: most sessions are only listened
    /// to.</summary>
    public bool HasDownlink;

    /// <summary>How often the binding was switched.</summary>
    public int Switches;

    /// <summary>What is held of its moves; null before there was any.</summary>
    public SessionPath? Path;

    /// <summary>In ticks, when its own share of requests to reattach is whole again.</summary>
    public long RequestsFullAt;

    /// <summary>Where the table of sessions keeps it.</summary>
    public int Slot;

    private const long HintTick = 10 * TimeSpan.TicksPerMillisecond;

    private uint _hintsFrom; // in hundredths of a second of the session's age, which four bytes hold for its longest life

    /// <summary>Takes the one hint of an interval; false where it is taken.</summary>
    public bool TryTakeHint(TimeSpan interval, TimeSpan now)
    {
        uint age = (uint)((now - Created).Ticks / HintTick);
        bool free = age >= _hintsFrom;
        _hintsFrom = free ? age + (uint)Math.Max(1, interval.Ticks / HintTick) : _hintsFrom;
        return free;
    }
}
