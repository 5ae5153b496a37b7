using System.Globalization;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Which sessions each of the latest handshakes has made, by its MAC, which only the holder of the pre-shared key can make: the same
/// handshake from many addresses is a captured one sent again. At most <see cref="Capacity"/> handshakes are remembered; of the oldest,
/// one whose sessions are gone is forgotten first.
/// </summary>
internal sealed class HandshakeCopies(LiveSessions sessions)
{
    /// <summary>How many handshakes are remembered.</summary>
    public const int Capacity = 1_024;

    /// <summary>How many live sessions one handshake may make, each for another address.</summary>
    /// <remarks>It is no setting: a client behind a rebinding NAT needs two or three, as many as its requests can come from before it has
    /// an answer, and what more a captured one may cost is bounded by <see cref="ServerOptions.CopiedHandshakeTtl"/>, which is
    /// one.</remarks>
    public const int SessionsEach = 4;

    // Where the oldest would be forgotten, so many are looked at for one whose sessions are all gone.
    private const int Looks = 32;

    private readonly SessionId[]?[] _made = new SessionId[Capacity][];
    private readonly ulong[] _handshakes = new ulong[Capacity];
    private readonly Dictionary<ulong, int> _slots = [];
    private int _next;

    /// <summary>How many live sessions a handshake has made.</summary>
    /// <param name="mac">Its MAC, which was verified.</param>
    /// <param name="first">The first of them that lives; null where none does.</param>
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

    /// <summary>A handshake has made one more; the oldest of as many as there may be is forgotten.</summary>
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

    /// <summary>The slot of the oldest handshake that has no live session, of the oldest few; of the oldest at all where each has
    /// one.</summary>
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

    // 64 bits of a pseudo-random function: nobody can choose two that meet.
    private static ulong Number(ReadOnlySpan<byte> mac) =>
        ulong.Parse(mac[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
