using System.Diagnostics;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// Measures what a stranger's datagram costs a server against a plain DATA of the same length, for a session that there is not. Each
/// comes from another source, as forged ones do. The server is full and its only session unknown, so that no cryptography is reached.
/// </summary>
public sealed class CostMeter : IDisposable
{
    private const int Repeats = 16;
    private const string Head = """{"type":"DATA","session_id":"S-0123456789abcdef","payload":""" + "\"";

    private readonly SessionServer _server;
    private readonly byte[] _answer = new byte[4_096];
    private readonly Dictionary<int, byte[]> _plain = [];
    private TimeSpan _now = TimeSpan.FromSeconds(1);
    private uint _source;

    /// <summary>Makes the server.</summary>
    public CostMeter()
    {
        var options = new ServerOptions
        {
            MaximumSessions = 1,
            IdleTtl = TimeSpan.FromHours(24),
            MaximumLifetime = TimeSpan.FromDays(365),
            RetryPolicy = RetryPolicy.Never,
        };
        _server = new SessionServer(options, new SeededEntropy(4_711));
        Feed("""{"type":"HANDSHAKE_INIT"}"""u8);
    }

    /// <summary>How many times as much as a plain DATA of its length a datagram costs, as the best of both in so many rounds by
    /// turns.</summary>
    public double Ratio(byte[] datagram, int rounds)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        byte[] plain = Plain(datagram.Length);
        (long best, long bestPlain) = (long.MaxValue, long.MaxValue);
        for (int i = 0; i < rounds; i++)
        {
            bestPlain = Math.Min(bestPlain, Ticks(plain));
            best = Math.Min(best, Ticks(datagram));
        }

        return (double)best / bestPlain;
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    private long Ticks(byte[] datagram)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < Repeats; i++)
        {
            Feed(datagram);
        }

        return Stopwatch.GetTimestamp() - start;
    }

    private void Feed(ReadOnlySpan<byte> datagram)
    {
        _now += TimeSpan.FromMicroseconds(1);
        _server.HandleDatagram(datagram, TransportAddress.FromIPv4(0x2000_0000u + (_source++ % 4_000_000), 4500), _now);
        while (_server.TryPollEvent(out _, out _)) { }

        while (_server.TryPollTransmit(_answer, out _, out _)) { }
    }

    private byte[] Plain(int length)
    {
        if (!_plain.TryGetValue(length, out byte[]? plain))
        {
            plain = Encoding.ASCII.GetBytes(Head + new string('x', Math.Max(0, length - Head.Length - 2)) + "\"}");
            _plain.Add(length, plain);
        }

        return plain;
    }
}
