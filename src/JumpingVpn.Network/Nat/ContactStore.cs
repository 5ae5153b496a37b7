using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Whom each mapping has sent to: the state behind address and port-dependent filtering.</summary>
/// <remarks>A mapping remembers at most <see cref="MaxPerMapping"/> contacts and forgets the one it met first.</remarks>
internal sealed class ContactStore
{
    public const int MaxPerMapping = 65_536;

    private const int InitialCapacity = 4;

    private readonly HashChains _byRemote = new(InitialCapacity);
    private readonly Stack<int> _free = new();
    private ContactEntry[] _entries = new ContactEntry[InitialCapacity];
    private int _slotCount;

    /// <summary>How many contacts all mappings have.</summary>
    public int Count => _slotCount - _free.Count;

    public void Touch(ref MappingEntry mapping, int mappingSlot, in TransportAddress remoteKey, TimeSpan now)
    {
        int slot = Find(ref mapping, mappingSlot, remoteKey);
        if (slot < 0)
        {
            slot = Append(ref mapping, mappingSlot, remoteKey);
        }

        _entries[slot].LastOutbound = now;
        mapping.LatestContact = slot;
    }

    public bool Admits(ref MappingEntry mapping, int mappingSlot, in TransportAddress remoteKey, TimeSpan now, TimeSpan? lifetime)
    {
        int slot = Find(ref mapping, mappingSlot, remoteKey);
        return slot >= 0 && (lifetime is not { } limit || now < _entries[slot].LastOutbound.Plus(limit));
    }

    public void Clear(ref MappingEntry mapping)
    {
        while (mapping.OldestContact >= 0)
        {
            RemoveOldest(ref mapping);
        }
    }

    public List<TransportAddress> List(in MappingEntry mapping, TimeSpan now, TimeSpan? lifetime)
    {
        var contacts = new List<TransportAddress>(mapping.ContactCount);
        for (int slot = mapping.OldestContact; slot >= 0; slot = _entries[slot].Newer)
        {
            if (lifetime is not { } limit || now < _entries[slot].LastOutbound.Plus(limit))
            {
                contacts.Add(_entries[slot].RemoteKey);
            }
        }

        return contacts;
    }

    private static int Hash(int mappingSlot, in TransportAddress remoteKey) => AddressHash.Of(remoteKey, mappingSlot);

    private int Find(ref MappingEntry mapping, int mappingSlot, in TransportAddress remoteKey)
    {
        // Most mappings talk to one remote: look there before hashing.
        if (mapping.LatestContact >= 0 && _entries[mapping.LatestContact].RemoteKey == remoteKey)
        {
            return mapping.LatestContact;
        }

        int slot = _byRemote.First(Hash(mappingSlot, remoteKey));
        while (slot >= 0 && (_entries[slot].Mapping != mappingSlot || _entries[slot].RemoteKey != remoteKey))
        {
            slot = _byRemote.Next(slot);
        }

        return slot;
    }

    private int Append(ref MappingEntry mapping, int mappingSlot, in TransportAddress remoteKey)
    {
        if (mapping.ContactCount == MaxPerMapping)
        {
            RemoveOldest(ref mapping);
        }

        if (!_free.TryPop(out int slot))
        {
            slot = _slotCount++;
            if (slot == _entries.Length)
            {
                Array.Resize(ref _entries, slot * 2);
            }
        }

        _entries[slot] = new ContactEntry
        {
            RemoteKey = remoteKey,
            Mapping = mappingSlot,
            Newer = -1,
        };
        _byRemote.Add(Hash(mappingSlot, remoteKey), slot);
        if (mapping.NewestContact >= 0)
        {
            _entries[mapping.NewestContact].Newer = slot;
        }
        else
        {
            mapping.OldestContact = slot;
        }

        mapping.NewestContact = slot;
        mapping.ContactCount++;
        return slot;
    }

    private void RemoveOldest(ref MappingEntry mapping)
    {
        int slot = mapping.OldestContact;
        _byRemote.Remove(slot);
        mapping.OldestContact = _entries[slot].Newer;
        mapping.ContactCount--;
        mapping.LatestContact = mapping.LatestContact == slot ? -1 : mapping.LatestContact;
        mapping.NewestContact = mapping.NewestContact == slot ? -1 : mapping.NewestContact;
        _free.Push(slot);
    }
}
