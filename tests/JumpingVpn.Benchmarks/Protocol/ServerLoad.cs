using System.Buffers.Text;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>A server without sockets and without a driver: datagrams that were made beforehand go in, answers and events come
/// out.</summary>
internal sealed class ServerLoad : IDisposable
{
    private const int IdOffset = 29; // {"type":"DATA","session_id":"
    private const int SequenceOffset = IdOffset + SessionId.TextLength + 8; // ","seq":
    private const long FirstSequence = 1_000_000_000; // all have as many digits

    /// <summary>What one reading of the clock adds to what is measured between two.</summary>
    private static readonly long ReadingTheClock = Enumerable
        .Range(0, 10_000)
        .Min(_ => -Stopwatch.GetTimestamp() + Stopwatch.GetTimestamp());

    private readonly SessionServer _server;
    private readonly SessionId[] _ids;
    private readonly byte[] _answer = new byte[4096];
    private readonly byte[] _data = Encoding.ASCII.GetBytes(
        $$"""{"type":"DATA","session_id":"{{default(SessionId)}}","seq":{{FirstSequence}},"payload":"hello, gateway"}"""
    );

    private long _sequence = FirstSequence;
    private TimeSpan _now = TimeSpan.FromSeconds(1);
    private int _next;

    public ServerLoad(int sessions)
    {
        // Every handshake comes at the same instant: a server that asks for cookies under load would ask each of them.
        var options = new ServerOptions
        {
            IdleTtl = TimeSpan.FromDays(1),
            MaximumSessions = Math.Max(1, sessions),
            RetryPolicy = RetryPolicy.Never,
            HandshakeRate = 1_000_000,
        };
        _server = new SessionServer(options, new SeededEntropy(1));
        _server.EventsWanted = SessionEventKinds.Of(SessionEventKind.SessionCreated);
        _ids = new SessionId[sessions];
        for (int i = 0; i < sessions; i++)
        {
            _server.HandleDatagram("""{"type":"HANDSHAKE_INIT"}"""u8, AddressOf(i), TimeSpan.Zero);
            while (_server.TryPollEvent(out ISessionEvent? e, out _))
            {
                _ids[i] = e.SessionId ?? _ids[i];
            }

            Drain();
        }

        _server.EventsWanted = SessionEventKinds.None; // nobody listens, as where a driver has no sink
    }

    /// <summary>When the server wants to be called, as of the last datagram.</summary>
    public TimeSpan? NextTimeout { get; private set; }

    /// <summary>DATA of the live session that was not accepted during floods.</summary>
    public long DataRefused { get; private set; }

    /// <summary>Sends DATA for the sessions in turn, in an order without locality; each must be accepted.</summary>
    public long RunData(int count) => RunData(count, busy: _ids.Length);

    /// <summary>Sends DATA for some of the sessions, while the others are idle; each must be accepted.</summary>
    public long RunData(int count, int busy)
    {
        long before = _server.Counters.DataDelivered;
        for (int i = 0; i < count; i++)
        {
            SendData(busy);
        }

        return _server.Counters.DataDelivered - before == count ? count : throw Refused("DATA");
    }

    /// <summary>Sends DATA for the first session, and so many datagrams of a flood between any two of them.</summary>
    /// <returns>How long one DATA took, and how long one datagram of the flood.</returns>
    public (double Data, double Flood) RunFlooded(int count, Flood flood, int between)
    {
        long data = 0;
        long flooding = 0;
        long before = _server.Counters.DataDelivered;
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            SendData(busy: 1);
            long sent = Stopwatch.GetTimestamp();
            for (int j = 0; j < between; j++)
            {
                _now += Flood.Interval;
                _server.HandleDatagram(flood.Next(out TransportAddress from), from, _now);
                Drain();
            }

            data += sent - start;
            flooding += Stopwatch.GetTimestamp() - sent;
        }

        DataRefused += count - (_server.Counters.DataDelivered - before);
        double second = (double)Stopwatch.Frequency * count;
        double clock = (double)ReadingTheClock * count;
        return ((data - clock) / second, (flooding - clock) / second / Math.Max(1, between));
    }

    /// <summary>Makes requests to reattach, each valid once, each from another address than the one before.</summary>
    public byte[][] MakeReattachRequests(int count)
    {
        byte[][] requests = new byte[count][];
        byte[] secret = Encoding.ASCII.GetBytes("jumpingvpn-demo-secret");
        for (int i = 0; i < count; i++)
        {
            SessionId id = _ids[i % _ids.Length];
            string nonce = i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
            string proof = Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{id}|{nonce}")));
            requests[i] = Encoding.ASCII.GetBytes(
                $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{nonce}}","proof":"{{proof}}"}"""
            );
        }

        return requests;
    }

    /// <summary>Sends requests to reattach; each must be accepted. Time passes as fast as the limits on switching demand: each session
    /// may switch ten times a minute.</summary>
    public long RunReattach(byte[][] requests)
    {
        TimeSpan between = TimeSpan.FromSeconds(6.1) / _ids.Length;
        long before = _server.Counters.Switches;
        for (int i = 0; i < requests.Length; i++)
        {
            _now += between;
            _server.HandleDatagram(requests[i], AddressOf(10_000_000 + i), _now);
            Drain();
        }

        return _server.Counters.Switches - before == requests.Length ? requests.Length : throw Refused("REATTACH_REQUEST");
    }

    public void Dispose() => _server.Dispose();

    private static TransportAddress AddressOf(int number) => TransportAddress.FromIPv4(0x0A00_0000u + (uint)number, 4500);

    private static InvalidOperationException Refused(string type) => new($"The server of the benchmark did not accept every {type}.");

    private void SendData(int busy)
    {
        _next = (int)((_next + 7_919L) % busy);
        _ids[_next].WriteUtf8(_data.AsSpan(IdOffset, SessionId.TextLength));
        Utf8Formatter.TryFormat(++_sequence, _data.AsSpan(SequenceOffset), out _);
        _server.HandleDatagram(_data, AddressOf(_next), _now);
        Drain();
    }

    /// <summary>What a driver does after each datagram, the look at the next deadline included.</summary>
    private void Drain()
    {
        while (_server.TryPollEvent(out _, out _)) { }

        while (_server.TryPollTransmit(_answer, out _, out _)) { }

        NextTimeout = _server.NextTimeout;
    }
}
