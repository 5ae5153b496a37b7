namespace JumpingVpn.Simulation.Captures;

/// <summary>Keeps the datagrams of a file within bounds, and counts what is passed over.</summary>
/// <param name="mostDatagrams">How many are kept.</param>
/// <param name="mostBytes">How many bytes of payload are kept.</param>
internal sealed class DatagramCollector(int mostDatagrams, long mostBytes)
{
    private const int MostKinds = 100;

    private readonly List<CaptureRecord> _datagrams = [];
    private readonly SortedDictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private long _bytes;
    private long _seen;

    public void Add(CaptureRecord datagram)
    {
        _seen++;
        _bytes += datagram.Payload.Length;
        if (_datagrams.Count < mostDatagrams && _bytes <= mostBytes)
        {
            _datagrams.Add(datagram);
        }
    }

    public void Skip(string what)
    {
        string kind = _skipped.Count < MostKinds || _skipped.ContainsKey(what) ? what : "others";
        _skipped[kind] = _skipped.GetValueOrDefault(kind) + 1;
    }

    public CaptureContent ToContent(string? broken) =>
        new()
        {
            Datagrams = _datagrams,
            Seen = _seen,
            Skipped = [.. _skipped],
            Broken = broken,
        };
}
