using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Remembers, in bounded memory, which session each of the latest handshakes made, so that a handshake repeated because its answer was late
/// or lost gets the same session. Newer handshakes overwrite older ones. The only cost of forgetting one is an idle session until its time
/// to live ends.
/// </summary>
internal sealed class HandshakeMemory
{
    private const int Smallest = 8;
    private const int Largest = 1_024; // both are powers of two

    private Entry[]? _entries;

    /// <summary>How many are remembered.</summary>
    public int Count { get; private set; }

    /// <summary>Finds the session that this source's handshake with this nonce made, if it is remembered.</summary>
    public bool TryFind(in TransportAddress from, ReadOnlySpan<byte> nonce, out SessionId id)
    {
        id = default;
        if (_entries is null || nonce.IsEmpty)
        {
            return false;
        }

        ulong digest = Digest(from, nonce);
        ref Entry entry = ref PlaceOf(digest);
        id = entry.Id;
        return entry.Digest == digest && entry.From == from;
    }

    public void Remember(in TransportAddress from, ReadOnlySpan<byte> nonce, SessionId id)
    {
        if (nonce.IsEmpty)
        {
            return; // without a nonce, the prototype's handshake and a second one look the same
        }

        _entries ??= new Entry[Smallest];
        ulong digest = Digest(from, nonce);
        while (_entries.Length < Largest && PlaceOf(digest).IsTaken && PlaceOf(digest).Digest != digest)
        {
            Grow();
        }

        Count += PlaceOf(digest).IsTaken ? 0 : 1;
        PlaceOf(digest) = new Entry
        {
            Digest = digest,
            From = from,
            Id = id,
            IsTaken = true,
        };
    }

    private ref Entry PlaceOf(ulong digest) => ref _entries![digest & ((ulong)_entries.Length - 1)];

    // Entries in different slots stay in different slots, so growing forgets nothing.
    private void Grow()
    {
        Entry[] former = _entries!;
        _entries = new Entry[former.Length * 2];
        foreach (ref readonly Entry entry in former.AsSpan())
        {
            if (entry.IsTaken)
            {
                PlaceOf(entry.Digest) = entry;
            }
        }
    }

    // FNV-1a. A source that makes its own nonces collide gets its own session back.
    private static ulong Digest(in TransportAddress from, ReadOnlySpan<byte> nonce)
    {
        ulong digest = 0xCBF2_9CE4_8422_2325UL ^ from.Port ^ ((ulong)from.Address << 16);
        foreach (byte octet in nonce)
        {
            digest = (digest ^ octet) * 0x0000_0100_0000_01B3UL;
        }

        return digest;
    }

    private struct Entry
    {
        public ulong Digest;
        public TransportAddress From;
        public SessionId Id;
        public bool IsTaken;
    }
}
