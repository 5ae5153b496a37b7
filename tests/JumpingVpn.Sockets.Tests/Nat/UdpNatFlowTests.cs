using System.Diagnostics;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets.Nat;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>Many flows on few threads, bounded, and delays that are kept to.</summary>
public sealed class UdpNatFlowTests : IDisposable, INatObserver
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly LoopbackPlan _plan = LoopbackPlan.Create();
    private readonly SocketLoop _hosts = new("hosts");
    private readonly List<(TransportAddress Inside, TransportAddress External)> _evicted = [];
    private readonly List<IAsyncDisposable> _open = [];

    public void Dispose()
    {
        Task.WhenAll(_open.Select(each => each.DisposeAsync().AsTask())).Wait(Limit).Should().BeTrue();
        _hosts.Dispose();
        _plan.Dispose();
    }

    void INatObserver.OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram) { }

    void INatObserver.OnEvicted(in TransportAddress inside, in TransportAddress external) => _evicted.Add((inside, external));

    [Fact]
    public void Two_thousand_flows_take_one_thread()
    {
        UdpNat nat = Nat(new NatOptions());
        TransportAddress gateway = nat.AddForward(Echo());
        Arrivals arrivals = new();
        CollectingReceiver answers = new(arrivals);
        int before = Process.GetCurrentProcess().Threads.Count;

        for (int i = 0; i < 2_000; i++)
        {
            Host(answers).Send([1], gateway);
            arrivals.WaitUntil(() => answers.Count == i + 1, Limit).Should().BeTrue();
        }

        nat.Mappings().Should().HaveCount(2_000);
        (Process.GetCurrentProcess().Threads.Count - before).Should().BeLessThan(20, "the test runner has threads of its own");
    }

    [Fact]
    public void The_flow_that_was_used_least_lately_gives_way_and_is_named()
    {
        UdpNat nat = Nat(new NatOptions(), options => options with { MaxFlows = 3 });
        TransportAddress gateway = nat.AddForward(Echo());
        Arrivals arrivals = new();
        CollectingReceiver answers = new(arrivals);
        List<UdpDatagramChannel> phones = [.. Enumerable.Range(0, 4).Select(_ => Host(answers))];
        int sent = 0;
        foreach (int phone in new[] { 0, 1, 2, 0, 3 })
        {
            phones[phone].Send([1], gateway);
            sent++;
            arrivals.WaitUntil(() => answers.Count == sent, Limit).Should().BeTrue();
        }

        _evicted.Select(each => each.Inside).Should().Equal(phones[1].LocalAddress);
        nat.Mappings()
            .Select(mapping => mapping.Inside)
            .Should()
            .Equal(phones[0].LocalAddress, phones[2].LocalAddress, phones[3].LocalAddress);
        phones[1].Send([1], gateway);
        arrivals.WaitUntil(() => answers.Count == sent + 1, Limit).Should().BeTrue("its next datagram makes a new mapping");
    }

    [Fact]
    public void Other_options_begin_with_an_empty_table()
    {
        UdpNat nat = Nat(new NatOptions());
        TransportAddress gateway = nat.AddForward(Echo());
        Arrivals arrivals = new();
        CollectingReceiver answers = new(arrivals);
        UdpDatagramChannel phone = Host(answers);
        phone.Send([1], gateway);
        arrivals.WaitUntil(() => answers.Count == 1, Limit).Should().BeTrue();

        nat.Reconfigure(NatPresets.Symmetric).Should().Be(1);

        nat.Options.Should().Be(NatPresets.Symmetric);
        nat.Mappings().Should().BeEmpty();
        phone.Send([1], gateway);
        arrivals.WaitUntil(() => answers.Count == 2, Limit).Should().BeTrue();
        nat.Mappings().Single().Remote.Should().NotBeNull();
    }

    /// <summary>The machine may be busy, so the best of many is asked; the benchmarks have the median and the tail.</summary>
    [LinuxFact]
    public void A_delay_is_kept_to_within_a_fraction_of_a_millisecond()
    {
        var delay = TimeSpan.FromMilliseconds(10);
        UdpNat nat = Nat(new NatOptions());
        TransportAddress gateway = nat.AddForward(Echo());
        RandomSource streams = new(seed: 1);
        AccessLink link = new(streams, streams);
        link.Up.Options = new LinkOptions { Delay = delay };
        nat.SetOutsideLink(link);
        Arrivals arrivals = new();
        CollectingReceiver answers = new(arrivals);
        UdpDatagramChannel phone = Host(answers);
        List<TimeSpan> late = [];
        for (int i = 0; i < 60; i++)
        {
            long start = Stopwatch.GetTimestamp();
            phone.Send([1], gateway);
            arrivals.WaitUntil(() => answers.Count == i + 1, Limit).Should().BeTrue();
            late.Add(Stopwatch.GetElapsedTime(start) - delay);
        }

        late.Min().Should().BePositive("nothing is early").And.BeLessThan(TimeSpan.FromMilliseconds(1));
    }

    private UdpNat Nat(NatOptions options, Func<UdpNatOptions, UdpNatOptions>? refine = null)
    {
        UdpNatOptions built = new()
        {
            Nat = options,
            InsideAddress = _plan.NextHost(),
            ExternalAddresses = [_plan.NextHost()],
            Ports = new RandomSource(seed: 1).Stream("ports"),
            Observer = this,
        };
        UdpNat nat = new(refine is null ? built : refine(built));
        _open.Add(nat);
        return nat;
    }

    private TransportAddress Echo()
    {
        UdpDatagramChannel server = Open();
        server.Start(new ActingReceiver(d => server.Send(d.Payload.Span, d.Source), new Arrivals()));
        return server.LocalAddress;
    }

    private UdpDatagramChannel Host(CollectingReceiver receiver)
    {
        UdpDatagramChannel host = Open();
        host.Start(receiver);
        return host;
    }

    private UdpDatagramChannel Open()
    {
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, new UdpChannelOptions { Loop = _hosts }, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        _open.Add(channel!);
        return channel!;
    }
}
