using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>One socket on a loopback address and what it received, as text.</summary>
internal sealed class LabHost
{
    private readonly UdpDatagramChannel _channel;
    private readonly CollectingReceiver _receiver;

    public LabHost(UdpDatagramChannel channel, CollectingReceiver? receiver = null)
    {
        _channel = channel;
        _receiver = receiver ?? new CollectingReceiver();
        _channel.Start(_receiver);
    }

    public TransportAddress Address => _channel.LocalAddress;

    public IEnumerable<byte> Received => _receiver.Received.Select(d => d.Payload.Span[0]);

    public IReadOnlyList<int> Lengths => [.. _receiver.Received.Select(d => d.Payload.Length)];

    public IReadOnlyList<TransportAddress> Sources => [.. _receiver.Received.Select(d => d.Source)];

    public TransportAddress LastSource => _receiver.Received[^1].Source;

    public int Count => _receiver.Count;

    public void Send(byte content, TransportAddress to) => _channel.Send([content], to).Should().Be(SendResult.Sent);

    public Task CloseAsync() => _channel.DisposeAsync().AsTask();
}
