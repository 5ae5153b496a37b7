using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

public sealed class ThreadChannelContractTests : ChannelContract, IDisposable
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
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, null, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        _open.Add(channel!);
        return channel!;
    }

    protected override bool RunUntil(Func<bool> condition) => Arrivals.WaitUntil(condition, Limit);

    protected override void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.DisposeAsync().AsTask().Wait(Limit).Should().BeTrue("the receiving thread ends");
    }
}
