namespace JumpingVpn.Steps.Recording;

/// <summary>
/// The hops of a scenario in the order in which they were noted. They lie in blocks, which never move: a flood makes tens of thousands, and
/// to copy them while a list grows took half of the time that noting them takes.
/// </summary>
internal sealed class NotedHops
{
    private const int BlockLength = 32;

    private readonly List<NotedHop[]> _blocks = [];

    public int Count { get; private set; }

    public ref readonly NotedHop this[int index] => ref _blocks[index / BlockLength][index % BlockLength];

    public void Add(in NotedHop hop)
    {
        if (Count == _blocks.Count * BlockLength)
        {
            _blocks.Add(new NotedHop[BlockLength]);
        }

        _blocks[Count / BlockLength][Count % BlockLength] = hop;
        Count++;
    }
}
