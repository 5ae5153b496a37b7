namespace JumpingVpn.Protocol.Server;

/// <summary>
/// An order of numbered slots that changes in constant time: a doubly linked list whose links lie side by side, 8 bytes a slot. When a
/// million sessions keep moving to the end, the links of their neighbours are in the cache, where the neighbours themselves would never
/// fit.
/// </summary>
internal struct SlotOrder()
{
    /// <summary>No slot.</summary>
    public const int None = -1;

    private Links[] _links = [];

    public int First { get; private set; } = None;

    public int Last { get; private set; } = None;

    /// <summary>The slot after another, or none.</summary>
    public readonly int After(int slot) => _links[slot].Next;

    /// <summary>Adds a slot that is not in the order at the end.</summary>
    public void Append(int slot)
    {
        if (slot >= _links.Length)
        {
            Array.Resize(ref _links, Math.Max(slot + 1, _links.Length * 2));
        }

        _links[slot] = new Links { Previous = Last, Next = None };
        if (Last == None)
        {
            First = slot;
        }
        else
        {
            _links[Last].Next = slot;
        }

        Last = slot;
    }

    /// <summary>Removes a slot from the order.</summary>
    public void Remove(int slot)
    {
        Links links = _links[slot];
        if (links.Previous == None)
        {
            First = links.Next;
        }
        else
        {
            _links[links.Previous].Next = links.Next;
        }

        if (links.Next == None)
        {
            Last = links.Previous;
        }
        else
        {
            _links[links.Next].Previous = links.Previous;
        }
    }

    private struct Links
    {
        public int Previous;
        public int Next;
    }
}
