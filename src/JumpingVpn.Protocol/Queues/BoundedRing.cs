namespace JumpingVpn.Protocol.Queues;

/// <summary>
/// What waits in the order in which it came, up to a bound. The ring doubles up to that bound; one that is emptied each time uses its first
/// place for ever, and a place keeps what it held, so that a buffer in it serves again.
/// </summary>
internal struct BoundedRing<T>(int smallest, int bound)
    where T : struct
{
    private readonly int _bound = bound;
    private T[] _places = new T[Math.Min(smallest, bound)];
    private int _first;

    public int Count { get; private set; }

    /// <summary>The place at a distance from the oldest one; it stays where it is until the next one is added.</summary>
    public readonly ref T this[int distance] => ref _places[(_first + distance) % _places.Length];

    /// <summary>Adds a place as the newest, with what it held before; false if the bound is reached.</summary>
    public bool TryAdd()
    {
        if (Count == _places.Length && !TryGrow())
        {
            return false;
        }

        Count++;
        return true;
    }

    /// <summary>Takes the oldest one out; there has to be one.</summary>
    public void RemoveFirst() => _first = --Count == 0 ? 0 : (_first + 1) % _places.Length;

    /// <summary>Takes all out.</summary>
    public void Clear()
    {
        _first = 0;
        Count = 0;
    }

    private bool TryGrow()
    {
        if (_places.Length == _bound)
        {
            return false;
        }

        var grown = new T[Math.Min(_places.Length * 2, _bound)];
        for (int i = 0; i < Count; i++)
        {
            grown[i] = this[i];
        }

        _places = grown;
        _first = 0;
        return true;
    }
}
