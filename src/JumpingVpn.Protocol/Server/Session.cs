using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.States;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The server's state of one session. A million of these may be idle at once, so everything that an idle session does not need is allocated
/// on first use.
/// </summary>
internal sealed class Session(SessionId id, in TransportAddress binding, TimeSpan now)
{
    public readonly SessionId Id = id;

    /// <summary>When the session was created.</summary>
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

    /// <summary>The highest number of a keepalive accepted so far; a replay keeps nothing alive.</summary>
    public long HighestKeepalive;

    /// <summary>The session's own keys; null in the mode where all sessions share a secret.</summary>
    public SessionKeys? Keys;

    /// <summary>True once something was accepted after the handshake: the address is not forged, because it knew the id.</summary>
    public bool Confirmed;

    /// <summary>
    /// True if the same handshake has already made a session for another address: its life is short until it is confirmed.
    /// </summary>
    public bool IsCopy;

    /// <summary>
    /// True once the server has had a message to it. The messages are held elsewhere, because the server only listens to most sessions.
    /// </summary>
    public bool HasDownlink;

    /// <summary>How often the binding was switched.</summary>
    public int Switches;

    /// <summary>The state of its moves; null before the first.</summary>
    public SessionPath? Path;

    /// <summary>When its own share of requests to reattach is full again, in ticks.</summary>
    public long RequestsFullAt;

    /// <summary>Its slot in the session table.</summary>
    public int Slot;

    private const long HintTick = 10 * TimeSpan.TicksPerMillisecond;

    private uint _hintsFrom; // in hundredths of a second of the session's age; four bytes are enough for the longest life

    /// <summary>Takes the one hint of an interval; false if it is already taken.</summary>
    public bool TryTakeHint(TimeSpan interval, TimeSpan now)
    {
        uint age = (uint)((now - Created).Ticks / HintTick);
        bool free = age >= _hintsFrom;
        _hintsFrom = free ? age + (uint)Math.Max(1, interval.Ticks / HintTick) : _hintsFrom;
        return free;
    }
}
