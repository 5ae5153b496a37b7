using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>
/// Counts what is not answered or not logged one by one, in a window of one second for each source, so that each source makes one event a
/// second. At most <see cref="Capacity"/> sources are counted at a time; nothing is allocated before the first.
/// </summary>
internal sealed class SourceReports
{
    /// <summary>How many sources may have an open window.</summary>
    public const int Capacity = 256;

    /// <summary>How long a window is open.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private ulong[] _sources = []; // separate from the rest, so that finding a source is one vectorised search
    private Report[] _reports = [];
    private int _first;
    private int _count;

    /// <summary>How many sources have an open window.</summary>
    public int OpenCount => _count;

    /// <summary>When the oldest window closes; null if none is open.</summary>
    public TimeSpan? NextClose => _count == 0 ? null : _reports[_first].OpenedAt + Window;

    /// <summary>Counts one more datagram of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="from">The address that the report names if this opens a window.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="tells">Whether the source is to get an answer, which happens once in a window.</param>
    public Counted Count(ulong source, in TransportAddress from, TimeSpan now, bool tells)
    {
        int place = _sources.AsSpan().IndexOf(source);
        bool isOpen = place >= 0 && (place - _first + Capacity) % Capacity < _count;
        if (!isOpen)
        {
            if (_count == Capacity)
            {
                return Counted.NoRoom;
            }

            place = Open(source, from, now);
        }

        ref Report report = ref _reports[place];
        report.Count++;
        bool first = tells && !report.IsTold;
        report.IsTold |= tells;
        return first ? Counted.FirstToTell : Counted.Silently;
    }

    /// <summary>Takes the oldest report whose window has closed.</summary>
    public bool TryTake(TimeSpan now, out Report report)
    {
        if (_count == 0 || now - _reports[_first].OpenedAt < Window)
        {
            report = default;
            return false;
        }

        report = _reports[_first];
        _sources[_first] = ulong.MaxValue;
        _first = (_first + 1) % Capacity;
        _count--;
        return true;
    }

    private int Open(ulong source, in TransportAddress from, TimeSpan now)
    {
        if (_sources.Length == 0)
        {
            _sources = new ulong[Capacity];
            _sources.AsSpan().Fill(ulong.MaxValue);
            _reports = new Report[Capacity];
        }

        int place = (_first + _count) % Capacity;
        _sources[place] = source;
        _reports[place] = new Report { From = from, OpenedAt = now };
        _count++;
        return place;
    }

    /// <summary>The window of one source.</summary>
    internal struct Report
    {
        public TransportAddress From;
        public TimeSpan OpenedAt;
        public long Count;
        public bool IsTold;
    }
}
