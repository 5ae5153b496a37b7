using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets.Nat;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>The same NAT with the loop of its own and the system's clock.</summary>
public sealed class UdpNatLoopTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly LoopbackPlan _plan = LoopbackPlan.Create();
    private readonly Arrivals _arrivals = new();
    private readonly UdpNat _nat;
    private readonly LabHost _phone;
    private readonly LabHost _server;
    private readonly TransportAddress _gateway;

    public UdpNatLoopTests()
    {
        _nat = new UdpNat(
            new UdpNatOptions
            {
                Nat = NatPresets.FullCone,
                InsideAddress = _plan.NextHost(),
                ExternalAddresses = [_plan.NextHost()],
                Ports = new RandomSource(seed: 1).Stream("ports"),
            }
        );
        _phone = new LabHost(Loopback.Bind(_plan.NextHost()), new CollectingReceiver(_arrivals));
        _server = Echo(_plan.NextHost());
        _gateway = _nat.AddForward(_server.Address);
    }

    public void Dispose()
    {
        var closing = Task.WhenAll(_nat.DisposeAsync().AsTask(), _phone.CloseAsync(), _server.CloseAsync());
        closing.Wait(Limit).Should().BeTrue("everything comes to rest");
        _plan.Dispose();
    }

    [Fact]
    public void Datagrams_pass_in_both_directions()
    {
        for (byte i = 0; i < 100; i++)
        {
            _phone.Send(i, _gateway);
            _arrivals.WaitUntil(() => _phone.Count == i + 1, Limit).Should().BeTrue();
        }

        _phone.Received.Should().Equal(Enumerable.Range(0, 100).Select(i => (byte)i));
        _phone.Sources.Distinct().Should().Equal(_gateway);
    }

    [Fact]
    public void Delayed_datagrams_arrive_after_their_delay_by_the_system_clock()
    {
        LinkOptions slow = new() { Delay = TimeSpan.FromMilliseconds(5) };
        RandomSource streams = new(seed: 1);
        AccessLink link = new(streams, streams);
        link.Up.Options = slow;
        link.Down.Options = slow;
        _nat.SetInsideLink(_phone.Address, link);
        long start = TimeProvider.System.GetTimestamp();

        for (byte i = 0; i < 20; i++)
        {
            _phone.Send(i, _gateway);
        }

        _arrivals.WaitUntil(() => _phone.Count == 20, Limit).Should().BeTrue();
        TimeProvider.System.GetElapsedTime(start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(10));
        _phone.Received.Should().Equal(Enumerable.Range(0, 20).Select(i => (byte)i), "the link preserves the order");
    }

    [Fact]
    public void Rebinding_under_traffic_loses_no_later_datagram()
    {
        for (byte i = 0; i < 20; i++)
        {
            _phone.Send(i, _gateway);
            _arrivals.WaitUntil(() => _phone.Count == i + 1 && _server.Count == i + 1, Limit).Should().BeTrue();
            _nat.Rebind(NatRebindingKind.Port, NatScope.All).Should().ContainSingle();
        }

        _server.Sources.Should().HaveCount(20).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Disposal_under_traffic_ends()
    {
        using CancellationTokenSource stop = new();
        Task sending = OnThread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                _phone.Send(1, _gateway);
            }

            return true;
        });
        _arrivals.WaitUntil(() => _phone.Count > 10, Limit).Should().BeTrue();

        await _nat.DisposeAsync().AsTask().WaitAsync(Limit);
        await stop.CancelAsync();
        await sending.WaitAsync(Limit);

        _nat.EnsureBalanced();
    }

    private static Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private LabHost Echo(TransportAddress address)
    {
        UdpDatagramChannel channel = Loopback.Bind(address);
        return new LabHost(channel, new ActingReceiver(d => channel.Send(d.Payload.Span, d.Source), _arrivals));
    }
}
