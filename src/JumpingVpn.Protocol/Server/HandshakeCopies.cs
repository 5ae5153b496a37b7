using System.Globalization;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Remembers which sessions each of the latest handshakes has made, by the handshake's MAC, which only the holder of the pre-shared key can
/// compute. The same handshake from many addresses is a captured one sent again. At most <see cref="Capacity"/> handshakes are remembered;
/// among the oldest, one whose sessions are gone is forgotten first.
/// </summary>
internal sealed class HandshakeCopies(LiveSessions sessions)
{
    /// <summary>How many handshakes are remembered.</summary>
    public const int Capacity = 1_024;

    /// <summary>How many live sessions one handshake may make, each for a different address.</summary>
    public const int SessionsEach = 4;

    // How many of the oldest are searched for one whose sessions are all gone.
    private const int Looks = 32;

    private readonly SessionId[]?[] _made = new SessionId[Capacity][];
    private readonly ulong[] _handshakes = new ulong[Capacity];
    private readonly Dictionary<ulong, int> _slots = [];
    private int _next;

    /// <summary>How many live sessions a handshake has made.</summary>
    /// <param name="mac">Its verified MAC.</param>
    /// <param name="first">The first of them that is live; null if none is.</param>
    /// <param name="isUsed">Whether the client uses one of them.</param>
    public int Count(ReadOnlySpan<byte> mac, out Session? first, out bool isUsed)
    {
        first = null;
        isUsed = false;
        int count = 0;
        foreach (SessionId id in Of(mac))
        {
            if (id != default && sessions.Find(id) is { Keys: { } keys } session)
            {
                count++;
                first ??= session;
                isUsed |= keys.IsUsed;
            }
        }

        return count;
    }

    /// <summary>Records that a handshake has made another session; when full, it forgets an old one.</summary>
    public void Add(ReadOnlySpan<byte> mac, SessionId id)
    {
        ulong handshake = Number(mac);
        if (!_slots.TryGetValue(handshake, out int slot))
        {
            slot = TakeSlot();
            _slots[handshake] = slot;
            _handshakes[slot] = handshake;
            _made[slot] = new SessionId[SessionsEach];
        }

        SessionId[] made = _made[slot]!;
        int free = Array.FindIndex(made, IsGone);
        made[Math.Max(0, free)] = id;
    }

    private ReadOnlySpan<SessionId> Of(ReadOnlySpan<byte> mac) => _slots.TryGetValue(Number(mac), out int slot) ? _made[slot] : default;

    /// <summary>
    /// The slot to reuse: among the oldest few, the first handshake that has no live session; if each has one, the oldest.
    /// </summary>
    private int TakeSlot()
    {
        int taken = _next;
        for (int i = 0; i < Looks; i++)
        {
            int slot = (_next + i) % Capacity;
            if (_made[slot] is not { } made || Array.TrueForAll(made, IsGone))
            {
                taken = slot;
                break;
            }
        }

        _next = (taken + 1) % Capacity;
        if (_made[taken] is not null)
        {
            _slots.Remove(_handshakes[taken]);
        }

        return taken;
    }

    private bool IsGone(SessionId id) => id == default || sessions.Find(id) is null;

    // 64 bits of a pseudo-random function: nobody can choose two that collide.
    private static ulong Number(ReadOnlySpan<byte> mac) =>
        ulong.Parse(mac[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
