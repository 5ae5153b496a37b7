using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Cli.Logging;

/// <summary>
/// The events of one kind that wait to be written, oldest first. Where it is full, a mark is put behind them that counts what is lost,
/// and nothing is taken until a quarter is free again: so a gap is one mark in its place, however long the flood.
/// </summary>
/// <remarks>Thread rule: one thread at a time.</remarks>
/// <param name="room">Whose events it holds.</param>
/// <param name="capacity">How many events it holds, marks apart.</param>
internal sealed class BoundedRoom(Room room, int capacity)
{
    private readonly Queue<WaitingEvent> _waiting = new();
    private Gap? _open;

    /// <summary>How many events wait, marks apart.</summary>
    public int Count { get; private set; }

    /// <summary>The place of the oldest among all that wait; the highest number where nothing waits.</summary>
    public long Next => _waiting.TryPeek(out WaitingEvent oldest) ? oldest.Sequence : long.MaxValue;

    /// <summary>Whether a mark is the oldest.</summary>
    public bool NextIsMark => _waiting.TryPeek(out WaitingEvent oldest) && oldest.Event is null;

    /// <summary>Takes an event in, or counts it as lost.</summary>
    /// <returns>False if it is lost.</returns>
    public bool TryAdd(RecordLine e, long sequence)
    {
        if (_open is not null && Count <= capacity - Math.Max(1, capacity / 4))
        {
            _open = null;
        }

        if (_open is null && Count < capacity)
        {
            _waiting.Enqueue(new WaitingEvent(sequence, e, null));
            Count++;
            return true;
        }

        if (_open is null)
        {
            _open = new Gap(room);
            _waiting.Enqueue(new WaitingEvent(sequence, null, _open));
        }

        _open.Add(e.At);
        return false;
    }

    /// <summary>Gives the oldest out; a mark that is given out counts no more.</summary>
    public bool TryTake([MaybeNullWhen(false)] out WaitingEvent oldest)
    {
        if (!_waiting.TryDequeue(out oldest))
        {
            return false;
        }

        Count -= oldest.Event is null ? 0 : 1;
        _open = oldest.Gap == _open ? null : _open;
        return true;
    }
}
