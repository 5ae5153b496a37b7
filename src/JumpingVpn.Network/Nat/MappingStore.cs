using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>The mappings in reused slots, found by either side. It knows nothing of time or behaviour.</summary>
internal sealed class MappingStore
{
    private const int InitialCapacity = 4;

    private readonly HashChains _byInside = new(InitialCapacity);
    private readonly HashChains _byExternal = new(InitialCapacity);
    private readonly Stack<int> _free = new();
    private MappingEntry[] _entries = new MappingEntry[InitialCapacity];
    private long _created;

    /// <summary>Slots 0 to this − 1 may be in use.</summary>
    public int SlotCount { get; private set; }

    public ref MappingEntry this[int slot] => ref _entries[slot];

    public int FindByInside(in TransportAddress inside, in TransportAddress remoteKey)
    {
        int slot = _byInside.First(Hash(inside, remoteKey));
        while (slot >= 0 && (_entries[slot].Inside != inside || _entries[slot].RemoteKey != remoteKey))
        {
            slot = _byInside.Next(slot);
        }

        return slot;
    }

    public int FindByExternal(in TransportAddress external)
    {
        int slot = _byExternal.First(AddressHash.Of(external));
        while (slot >= 0 && _entries[slot].External != external)
        {
            slot = _byExternal.Next(slot);
        }

        return slot;
    }

    public int Add(in TransportAddress inside, in TransportAddress remoteKey, in TransportAddress external)
    {
        if (!_free.TryPop(out int slot))
        {
            slot = SlotCount++;
            if (slot == _entries.Length)
            {
                Array.Resize(ref _entries, slot * 2);
            }
        }

        _entries[slot] = new MappingEntry
        {
            Inside = inside,
            RemoteKey = remoteKey,
            External = external,
            Created = _created++,
            OldestContact = -1,
            NewestContact = -1,
            LatestContact = -1,
            InUse = true,
        };
        _byInside.Add(Hash(inside, remoteKey), slot);
        _byExternal.Add(AddressHash.Of(external), slot);
        return slot;
    }

    public void ChangeExternal(int slot, in TransportAddress external)
    {
        _byExternal.Remove(slot);
        _entries[slot].External = external;
        _byExternal.Add(AddressHash.Of(external), slot);
    }

    public void Remove(int slot)
    {
        _byInside.Remove(slot);
        _byExternal.Remove(slot);
        _entries[slot] = default;
        _free.Push(slot);
    }

    /// <summary>The slots of live mappings, oldest mapping first; allocates.</summary>
    public List<int> LiveSlots(TimeSpan now)
    {
        var slots = new List<int>();
        for (int slot = 0; slot < SlotCount; slot++)
        {
            if (_entries[slot].InUse && !_entries[slot].IsExpired(now))
            {
                slots.Add(slot);
            }
        }

        slots.Sort((left, right) => _entries[left].Created.CompareTo(_entries[right].Created));
        return slots;
    }

    private static int Hash(in TransportAddress inside, in TransportAddress remoteKey) =>
        AddressHash.Of(inside, AddressHash.Of(remoteKey));
}
