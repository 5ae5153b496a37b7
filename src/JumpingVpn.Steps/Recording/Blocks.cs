namespace JumpingVpn.Steps.Recording;

/// <summary>
/// A list whose items lie in blocks, which never move: a flood notes tens of thousands of hops and payloads, and to copy them while a list
/// or a dictionary grows took half of the time that noting them takes.
/// </summary>
internal sealed class Blocks<T>
{
    private const int BlockLength = 32;

    private readonly List<T[]> _blocks = [];

    /// <summary>How many were added.</summary>
    public int Count { get; private set; }

    /// <summary>A place, which is made if it is not there yet; places that were never written hold the default.</summary>
    public ref T this[int index]
    {
        get
        {
            while (index >= _blocks.Count * BlockLength)
            {
                _blocks.Add(new T[BlockLength]);
            }

            return ref _blocks[index / BlockLength][index % BlockLength];
        }
    }

    public void Add(in T item) => this[Count++] = item;
}
