using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Tests.Parity;

/// <summary>A socket of a probe and what has reached it.</summary>
internal sealed record ParitySocket(string Host, IDatagramChannel Channel)
{
    public DatagramQueue Arrivals { get; } = new();

    public TransportAddress Address => Channel.LocalAddress;

    /// <summary>Closes it.</summary>
    public void Close() => Channel.DisposeAsync().AsTask().Wait();

    /// <summary>The source of the next arrival, which there must be.</summary>
    public TransportAddress NextSource()
    {
        Arrivals.TryReceive(out DatagramReceived next).Should().BeTrue();
        return next.Source;
    }

    /// <summary>What has arrived since the last look: each datagram by its first byte, or "empty"; one longer than 16 bytes by its
    /// length.</summary>
    public string Heard()
    {
        List<string> heard = [];
        while (Arrivals.TryReceive(out DatagramReceived datagram))
        {
            ReadOnlySpan<byte> payload = datagram.Payload.Span;
            heard.Add(
                payload.Length == 0 ? "empty"
                : payload.Length > 16 ? string.Create(CultureInfo.InvariantCulture, $"{payload.Length} bytes")
                : payload[0].ToString(CultureInfo.InvariantCulture)
            );
        }

        return heard.Count == 0 ? "nothing" : string.Join(" ", heard);
    }
}
