using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Protocol;

/// <summary>Requests to reattach and DATA, in turns, for sessions that there are not, made beforehand; from one source or each
/// from another.</summary>
internal sealed class Flood
{
    /// <summary>How much time passes between two of its datagrams: a million a second.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMicroseconds(1);

    private const int Made = 512;

    private readonly byte[][] _datagrams = new byte[Made][];
    private readonly uint _sources;
    private uint _next;

    /// <param name="sources">How many sources it comes from.</param>
    public Flood(uint sources)
    {
        _sources = sources;
        var entropy = new SeededEntropy(3);
        Span<byte> drawn = stackalloc byte[56];
        for (int i = 0; i < Made; i++)
        {
            entropy.Fill(drawn);
            string id = $"S-{Hex(drawn[..8])}";
            string nonce = Hex(drawn[8..24]);
            _datagrams[i] = Encoding.ASCII.GetBytes(
                i % 2 == 0
                    ? $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{nonce}}","proof":"{{Hex(drawn[24..])}}"}"""
                    : $$"""{"type":"DATA","session_id":"{{id}}","seq":{{1_000_000_000 + i}},"payload":"hello, gateway"}"""
            );
        }
    }

    /// <summary>The next datagram, and where it comes from.</summary>
    public byte[] Next(out TransportAddress from)
    {
        from = TransportAddress.FromIPv4(0x2000_0000u + (_next % _sources), 4500);
        return _datagrams[_next++ % Made];
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);
}
