using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>
/// A server and real clients of one mode, without sockets: the clients make the datagrams beforehand, and the server's share of a
/// handshake or of a DATA is what a round costs.
/// </summary>
internal sealed class KeyedLoad : IDisposable
{
    private const int Window = 32; // of the client: what it sends without an answer

    private readonly SessionServer _server;
    private readonly SessionClient _client;
    private readonly byte[][] _data;
    private readonly byte[] _buffer = new byte[4096];
    private readonly byte[][] _handshakes;
    private int _nextHandshake;
    private int _next;
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    /// <summary>Makes one session and its DATA, and so many handshakes that wait to be answered.</summary>
    public KeyedLoad(SessionMode mode, int datagrams, int handshakes)
    {
        byte[] key = mode == SessionMode.Psk ? "a key that is long enough"u8.ToArray() : [];
        var unlimited = new ServerOptions
        {
            Mode = mode,
            PreSharedKey = key,
            SourceRate = 1_000_000,
            SourceBurst = 1_000_000,
            RetryHandshakeRate = 1_000_000,
            HandshakeRate = 1_000_000,
        };
        _server = new SessionServer(unlimited, new SeededEntropy(1));
        var options = new ClientOptions
        {
            Mode = mode,
            PreSharedKey = key,
            SendWindow = Window,
        };
        _client = new SessionClient(options, AddressOf(0), new SeededEntropy(2));
        _client.Connect(_now);
        Exchange(null);
        var made = new List<byte[]>(datagrams);
        while (made.Count < datagrams)
        {
            _client.TrySend("hello, gateway"u8, _now, out _);
            Exchange(made);
        }

        _data = [.. made];
        _handshakes = new byte[handshakes][];
        for (int i = 0; i < handshakes; i++)
        {
            using var stranger = new SessionClient(options, AddressOf(0), new SeededEntropy((ulong)i + 3));
            stranger.Connect(_now);
            stranger.TryPollTransmit(_buffer, out int length, out _);
            _handshakes[i] = _buffer[..length];
        }
    }

    /// <summary>DATA of the session again: recognised as delivered, authenticated and acknowledged. The window holds the last 64
    /// of them.</summary>
    public long RunData(int count)
    {
        long before = _server.Counters.DataDuplicates;
        for (int i = 0; i < count; i++)
        {
            _next = (_next + 1) % Window;
            _server.HandleDatagram(_data[^(_next + 1)], AddressOf(1), _now);
            Drain();
        }

        return _server.Counters.DataDuplicates - before == count ? count : throw new InvalidOperationException("A DATA was refused.");
    }

    /// <summary>Handshakes that the server has not seen, each from its own address.</summary>
    public long RunHandshakes(int count)
    {
        long before = _server.Counters.SessionsCreated;
        for (int i = 0; i < count; i++)
        {
            _server.HandleDatagram(_handshakes[_nextHandshake], AddressOf(100 + _nextHandshake), _now);
            _nextHandshake++;
            Drain();
        }

        return _server.Counters.SessionsCreated - before == count ? count : throw new InvalidOperationException("A handshake was refused.");
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }

    private static TransportAddress AddressOf(int number) => TransportAddress.FromIPv4(0x0A00_0000u + (uint)number, 4500);

    private void Exchange(List<byte[]>? made)
    {
        while (_client.TryPollTransmit(_buffer, out int length, out _))
        {
            made?.Add(_buffer[..length]);
            _server.HandleDatagram(_buffer.AsSpan(0, length), AddressOf(1), _now);
            while (_server.TryPollTransmit(_buffer, out int answer, out _))
            {
                _client.HandleDatagram(_buffer.AsSpan(0, answer), AddressOf(0), _now);
            }

            while (_server.TryPollEvent(out _, out _) || _client.TryPollEvent(out _, out _)) { }
        }

        _now += TimeSpan.FromTicks(1);
    }

    private void Drain()
    {
        while (_server.TryPollEvent(out _, out _)) { }

        while (_server.TryPollTransmit(_buffer, out _, out _)) { }
    }
}
