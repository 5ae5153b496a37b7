using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;
using JumpingVpn.Protocol;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>
/// One second of a flood against a server with the default limits: datagrams that were made beforehand come at even distances of protocol
/// time, and what is left of a real second is what live sessions have.
/// </summary>
internal sealed class FloodSecond : IDisposable
{
    private static readonly byte[] Key = "a key that is long enough"u8.ToArray();

    private readonly SessionServer _server;
    private readonly byte[] _buffer = new byte[4_096];
    private readonly List<(byte[] Datagram, TransportAddress From)> _flood = [];
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    private FloodSecond(SessionMode mode, RetryPolicy retry = RetryPolicy.UnderLoad) =>
        _server = new SessionServer(
            new ServerOptions
            {
                Mode = mode,
                PreSharedKey = mode == SessionMode.Psk ? Key : default,
                RetryPolicy = retry,
            },
            new SeededEntropy(1)
        );

    /// <summary>So many datagrams of the same bytes, each from another source.</summary>
    public static FloodSecond Of(byte[] datagram, int count)
    {
        var flood = new FloodSecond(SessionMode.Demo);
        flood._flood.AddRange(Enumerable.Range(0, count).Select(i => (datagram, AddressOf(i))));
        return flood;
    }

    /// <summary>So many handshakes with keys, each from another source, which has asked for a cookie before or has not.</summary>
    public static FloodSecond OfHandshakes(int count, bool withCookies)
    {
        var flood = new FloodSecond(SessionMode.Psk, withCookies ? RetryPolicy.Always : RetryPolicy.UnderLoad);
        for (int i = 0; i < count; i++)
        {
            using var client = new SessionClient(
                new ClientOptions { Mode = SessionMode.Psk, PreSharedKey = Key },
                AddressOf(-1),
                new SeededEntropy((ulong)i + 3)
            );
            client.Connect(flood._now);
            byte[] init = flood.Sent(client);
            if (withCookies)
            {
                flood._server.HandleDatagram(init, AddressOf(i), flood._now);
                flood._server.TryPollTransmit(flood._buffer, out int length, out _);
                string cookie = Encoding.ASCII.GetString(flood._buffer, 0, length).Split("\"cookie\":\"")[1][..32];
                init = [.. init[..^1], .. Encoding.ASCII.GetBytes($",\"cookie\":\"{cookie}\"}}")];
            }

            flood._flood.Add((init, AddressOf(i)));
        }

        return flood;
    }

    /// <summary>Handles the flood; it can be done once where it makes sessions.</summary>
    /// <returns>The share of a second that is left.</returns>
    public double Run()
    {
        TimeSpan before = Environment.CpuUsage.TotalTime; // what else runs on the machine is not a part of the flood
        foreach ((byte[] datagram, TransportAddress from) in _flood)
        {
            _now += TimeSpan.FromSeconds(1) / _flood.Count;
            _server.HandleDatagram(datagram, from, _now);
            while (_server.TryPollEvent(out _, out _)) { }

            while (_server.TryPollTransmit(_buffer, out _, out _)) { }
        }

        return 1 - (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }

    public void Dispose() => _server.Dispose();

    private static TransportAddress AddressOf(int number) => TransportAddress.FromIPv4(0x0A00_0000u + (uint)number, 4500);

    private byte[] Sent(SessionClient client) =>
        client.TryPollTransmit(_buffer, out int length, out _)
            ? _buffer[..length]
            : throw new InvalidOperationException("The client of the benchmark did not ask for a session.");
}
