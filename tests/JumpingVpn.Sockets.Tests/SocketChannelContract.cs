using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>The contract for channels on real sockets, which are closed with the test.</summary>
public abstract class SocketChannelContract : ChannelContract, IDisposable
{
    /// <summary>How long a test waits for what must come.</summary>
    protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose()
    {
        foreach (UdpDatagramChannel channel in _open)
        {
            Close(channel);
        }

        DisposeLoop();
        GC.SuppressFinalize(this);
    }

    /// <summary>Binds a channel to any port of the loopback address.</summary>
    protected abstract UdpDatagramChannel Bind();

    /// <summary>Ends the loop of the channels, where they share one.</summary>
    protected virtual void DisposeLoop() { }

    /// <summary>Binds an endpoint with the calls that every platform has.</summary>
    private protected static UdpEndpoint BindPortable()
    {
        UdpEndpoint
            .TryBind(
                Loopback.AnyPort,
                new UdpChannelOptions(),
                static (socket, _) => new PortableCalls(socket),
                out UdpEndpoint? endpoint,
                out BindError? error
            )
            .Should()
            .BeTrue(error?.Message);
        return endpoint!;
    }

    /// <summary>Binds a channel as a user does.</summary>
    protected static UdpDatagramChannel BindUsual(UdpChannelOptions? options)
    {
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, options, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        return channel!;
    }

    protected override IDatagramChannel Open()
    {
        UdpDatagramChannel channel = Bind();
        _open.Add(channel);
        return channel;
    }

    protected override bool RunUntil(Func<bool> condition) => Arrivals.WaitUntil(condition, Limit);

    protected override void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.DisposeAsync().AsTask().Wait(Limit).Should().BeTrue("whoever receives lets go of it");
    }
}
