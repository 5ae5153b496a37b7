namespace JumpingVpn.Network.Nat;

/// <summary>
/// A chained hash index from a hash to slots of somebody else's array: the keys stay where they are, nothing is allocated
/// per entry, and the order never shows.
/// </summary>
internal sealed class HashChains
{
    private int[] _heads;
    private int[] _next;
    private int[] _hashes;
    private int _count;

    public HashChains(int capacity)
    {
        _heads = new int[capacity * 2];
        _next = new int[capacity];
        _hashes = new int[capacity];
        Array.Fill(_heads, -1);
    }

    /// <summary>The first slot whose hash may match, or −1.</summary>
    public int First(int hash) => Match(_heads[hash & (_heads.Length - 1)], hash);

    /// <summary>The next slot with the same hash, or −1.</summary>
    public int Next(int slot) => Match(_next[slot], _hashes[slot]);

    public void Add(int hash, int slot)
    {
        if (slot >= _next.Length)
        {
            int size = Math.Max(_next.Length * 2, slot + 1);
            Array.Resize(ref _next, size);
            Array.Resize(ref _hashes, size);
        }

        if (_count++ >= _heads.Length)
        {
            Rehash();
        }

        _hashes[slot] = hash;
        ref int head = ref _heads[hash & (_heads.Length - 1)];
        _next[slot] = head;
        head = slot;
    }

    public void Remove(int slot)
    {
        ref int link = ref _heads[_hashes[slot] & (_heads.Length - 1)];
        while (link != slot)
        {
            link = ref _next[link];
        }

        link = _next[slot];
        _count--;
    }

    private int Match(int slot, int hash)
    {
        while (slot >= 0 && _hashes[slot] != hash)
        {
            slot = _next[slot];
        }

        return slot;
    }

    private void Rehash()
    {
        int[] old = _heads;
        _heads = new int[old.Length * 2];
        Array.Fill(_heads, -1);
        foreach (int head in old)
        {
            for (int slot = head, following; slot >= 0; slot = following)
            {
                following = _next[slot];
                ref int moved = ref _heads[_hashes[slot] & (_heads.Length - 1)];
                _next[slot] = moved;
                moved = slot;
            }
        }
    }
}
