using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>The rows of the table of datagrams. One goes to a host behind a NAT where that was seen: by its sender last, or in an
/// earlier row.</summary>
internal sealed class DatagramLines
{
    private readonly List<DatagramLine> _lines = [];
    private readonly Dictionary<(string Viewer, string Shown), Journey> _lastSeen = [];
    private readonly Dictionary<TransportAddress, int> _seenIn = []; // the last row that has shown an address
    private readonly SortedDictionary<(TimeSpan At, int Row), Journey> _underWay = [];

    public DatagramLines(IReadOnlyList<Journey> journeys, SocketBook sockets)
    {
        List<Journey> left = [];
        TimeSpan? begin = null;
        foreach (Journey it in journeys.Where(static it => it.CopyOf is null))
        {
            string from = sockets.Socket(it.From, it.FromEnd.Port);
            string to = sockets.Socket(it.To, it.ToEnd.Port);
            Arrive(it.SentAt, sockets);
            int? seenIn = null;
            if (it.To.Behind is not null)
            {
                bool knows = _lastSeen.TryGetValue((from, to), out Journey? last) && last.Shown == it.Meant;
                if (!knows && !_seenIn.ContainsKey(it.Meant))
                {
                    left.Add(it);
                    continue;
                }

                seenIn = knows ? null : _seenIn[it.Meant];
            }

            begin ??= it.SentAt;
            _lines.Add(new DatagramLine(it, it.SentAt - begin.Value, from, to, seenIn));
            if (it.KnownBy is { } by)
            {
                _underWay.Add((by, _lines.Count), it);
            }
        }

        Unseen = left;
    }

    /// <summary>The rows.</summary>
    public IReadOnlyList<DatagramLine> All => _lines;

    /// <summary>Those that go to an address which nobody has shown.</summary>
    public IReadOnlyList<Journey> Unseen { get; }

    private void Arrive(TimeSpan until, SocketBook sockets)
    {
        while (_underWay.Count > 0 && _underWay.First() is { Key: var due, Value: var it } && due.At <= until)
        {
            _underWay.Remove(due);
            _lastSeen[(sockets.Socket(it.To, it.ToEnd.Port), sockets.Socket(it.From, it.FromEnd.Port))] = it;
            _seenIn[it.Shown] = due.Row;
        }
    }
}
