using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>What serves where there are no better calls, held to the same contract on every platform.</summary>
public sealed class PortableChannelContractTests : ChannelContract, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose()
    {
        foreach (UdpDatagramChannel channel in _open)
        {
            Close(channel);
        }
    }

    protected override IDatagramChannel Open()
    {
        UdpEndpoint
            .TryBind(
                Loopback.AnyPort,
                1 << 20,
                static (socket, _) => new PortableCalls(socket),
                out UdpEndpoint? endpoint,
                out BindError? error
            )
            .Should()
            .BeTrue(error?.Message);
        var channel = UdpDatagramChannel.Over(endpoint!);
        _open.Add(channel);
        return channel;
    }

    protected override bool RunUntil(Func<bool> condition) => Arrivals.WaitUntil(condition, Limit);

    protected override void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.DisposeAsync().AsTask().Wait(Limit).Should().BeTrue("the receiving thread ends");
    }
}
