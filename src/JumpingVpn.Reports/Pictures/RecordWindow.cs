using System.Text.Json;

namespace JumpingVpn.Reports.Pictures;

/// <summary>Records of which the first and the last are kept: where they are too many, those in the middle are dropped.</summary>
/// <param name="longestHead">How many are kept from the beginning.</param>
/// <param name="longestTail">How many are kept up to the end, at least; at most twice as many.</param>
internal sealed class RecordWindow(int longestHead, int longestTail) : IDisposable
{
    private readonly RecordBuffer _head = new();
    private RecordBuffer _before = new();
    private RecordBuffer _tail = new();

    /// <summary>How many were dropped.</summary>
    public int Dropped { get; private set; }

    /// <summary>The part that the next record belongs to: 0 is the beginning, which is always kept.</summary>
    public int Part { get; private set; }

    /// <summary>Called when a part is dropped, with its number.</summary>
    public Action<int>? OnDropped { get; init; }

    /// <summary>All buffers, in the order of their records.</summary>
    public RecordBuffer[] Buffers => [_head, _before, _tail];

    /// <summary>Makes room for a record: to be called before <see cref="Begin"/>.</summary>
    public void MakeRoom()
    {
        if (Part == 0 && _head.Count == longestHead)
        {
            Part = 1;
        }

        if (_tail.Count < longestTail)
        {
            return;
        }

        (_before, _tail) = (_tail, _before);
        if (_tail.Count > 0)
        {
            Dropped += _tail.Count;
            _tail.Clear();
            OnDropped?.Invoke(Part - 1);
        }

        Part++;
    }

    /// <summary>Begins a record: the caller writes what it has to say.</summary>
    public Utf8JsonWriter Begin(int sequence, string kind) => (Part == 0 ? _head : _tail).Begin(sequence, kind);

    /// <summary>Ends it.</summary>
    public void End() => (Part == 0 ? _head : _tail).End();

    /// <inheritdoc/>
    public void Dispose()
    {
        _head.Dispose();
        _before.Dispose();
        _tail.Dispose();
    }
}
