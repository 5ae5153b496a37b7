using System.Globalization;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Which sessions each of the latest handshakes has made, by its MAC, which only the holder of the pre-shared key can make: the same
/// handshake from many addresses
/// is a captured one sent again. At most <see cref="Capacity"/> handshakes are remembered; newer ones overwrite older ones.
/// </summary>
internal sealed class HandshakeCopies(LiveSessions sessions)
{
    /// <summary>How many handshakes are remembered.</summary>
    public const int Capacity = 1_024; // a power of two

    /// <summary>How many live sessions one handshake may make, each for another address.</summary>
    public const int SessionsEach = 4;

    private readonly SessionId[]?[] _made = new SessionId[Capacity][];
    private readonly ulong[] _handshakes = new ulong[Capacity];

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
                isUsed |= keys.Answer is null;
            }
        }

        return count;
    }

    /// <summary>A handshake has made one more; the oldest of as many as there may be is forgotten.</summary>
    public void Add(ReadOnlySpan<byte> mac, SessionId id)
    {
        ulong handshake = Number(mac);
        ref SessionId[]? made = ref _made[handshake % Capacity];
        if (made is null || _handshakes[handshake % Capacity] != handshake)
        {
            made = new SessionId[SessionsEach];
            _handshakes[handshake % Capacity] = handshake;
        }

        int free = Array.FindIndex(made, known => known == default || sessions.Find(known) is null);
        made[Math.Max(0, free)] = id;
    }

    private ReadOnlySpan<SessionId> Of(ReadOnlySpan<byte> mac)
    {
        ulong handshake = Number(mac);
        return _handshakes[handshake % Capacity] == handshake ? _made[handshake % Capacity] : default;
    }

    // 64 bits of a pseudo-random function: nobody can choose two that meet.
    private static ulong Number(ReadOnlySpan<byte> mac) =>
        ulong.Parse(mac[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
