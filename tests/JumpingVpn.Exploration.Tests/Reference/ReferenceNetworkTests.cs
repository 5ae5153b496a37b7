using JumpingVpn.Datagrams;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Tests.Reference;

public sealed class ReferenceNetworkTests : IDisposable
{
    private static readonly byte[] Hello = "hello"u8.ToArray();

    private readonly Scene _scene = new(LabFactory.Create("sim", seed: 1));
    private readonly List<string> _wrong = [];
    private readonly ReferenceNetwork _network;

    public ReferenceNetworkTests()
    {
        _network = new ReferenceNetwork((wrong, _) => _wrong.Add(wrong));
        _network.OnScene(_scene);
        foreach (string host in (string[])["phone", "server"])
        {
            _scene.Lab.AddHost(host);
            _network.OnNode(host, behind: null);
        }
    }

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_datagram_that_arrives_once_as_it_was_sent_is_right()
    {
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Link, "internet>server", delay: 0);
        Hop(HopKind.Delivered, "server");

        _wrong.Should().BeEmpty();
    }

    [Fact]
    public void One_that_ends_twice_is_seen()
    {
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Delivered, "server");
        Hop(HopKind.Delivered, "server");

        _wrong.Should().Equal("a datagram continues after its end");
    }

    [Fact]
    public void One_that_changes_is_seen_unless_a_link_or_an_attacker_changed_it()
    {
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Corrupted, "phone>internet", payload: [1]);
        Hop(HopKind.Delivered, "server", payload: [1]);
        _wrong.Should().BeEmpty();

        Hop(HopKind.Sent, "phone", datagram: 2);
        Hop(HopKind.Delivered, "server", datagram: 2, payload: [1]);
        _wrong.Should().Equal("a datagram changes on its way");
    }

    [Fact]
    public void A_copy_that_differs_is_seen()
    {
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Duplicated, "phone>internet", datagram: 2, payload: Hello[..4]);

        _wrong.Should().Equal("a copy differs from every datagram that could be copied");
    }

    [Theory]
    [InlineData(SceneChange.Paused, SceneChange.Resumed)]
    [InlineData(SceneChange.Crashed, SceneChange.Restarted)]
    public void Who_is_down_or_frozen_neither_gets_nor_sends(SceneChange begins, SceneChange ends)
    {
        _network.OnChange(TimeSpan.Zero, "server", begins);
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Delivered, "server");
        Hop(HopKind.Sent, "server", datagram: 2);
        _network.OnChange(TimeSpan.Zero, "server", ends);
        Hop(HopKind.Delivered, "server", datagram: 2);

        _wrong.Should().Equal("a host that is down or frozen is given a datagram", "a host that is down or frozen sends a datagram");
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void Nothing_passes_a_partition(bool bothWays, int seen)
    {
        _network.OnPartition("server", "phone", bothWays, isOver: false);
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Delivered, "server");
        _network.OnPartition("server", "phone", bothWays, isOver: true);
        Hop(HopKind.Sent, "server", datagram: 2);
        Hop(HopKind.Delivered, "phone", datagram: 2);

        _wrong.Should().HaveCount(seen);
    }

    [Theory]
    [InlineData(9, 9, "a datagram takes less time than its link does")]
    [InlineData(10, 10, null)]
    [InlineData(11, 11, "a datagram takes more time than its link and the faults on it")]
    [InlineData(10, 9, "a datagram arrives before its time")]
    [InlineData(10, 11, "a datagram arrives after its time")]
    public void A_link_takes_its_time(int delay, int arrival, string? wrong)
    {
        _scene.Lab.SetLink("server", new LinkOptions { Delay = TimeSpan.FromMilliseconds(10) });
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Link, "internet>server", delay: delay);
        Hop(HopKind.Delivered, "server", at: arrival);

        _wrong.Should().Equal(wrong is null ? [] : [wrong]);
    }

    [Theory]
    [InlineData(LinkOrder.Preserve, 1)]
    [InlineData(LinkOrder.AllowOvertaking, 0)]
    public void A_link_with_jitter_keeps_the_order_where_it_says_so(LinkOrder order, int seen)
    {
        _scene.Lab.SetLink(
            "server",
            new LinkOptions
            {
                Delay = TimeSpan.FromMilliseconds(10),
                Jitter = TimeSpan.FromMilliseconds(5),
                Order = order,
            }
        );
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Link, "internet>server", delay: 12);
        Hop(HopKind.Sent, "phone", datagram: 2);
        Hop(HopKind.Link, "internet>server", datagram: 2, delay: 11);

        _wrong.Should().HaveCount(seen);
    }

    [Fact]
    public void A_link_without_loss_loses_nothing_but_what_a_fault_takes()
    {
        Hop(HopKind.Sent, "phone");
        Hop(HopKind.Dropped, "phone>internet", drop: DropReason.Loss);
        _wrong.Should().Equal("a link without loss loses a datagram");

        _scene.Lab.FaultsOf("phone", LinkWays.Up).Drop(1);
        Hop(HopKind.Sent, "phone", datagram: 2);
        Hop(HopKind.Dropped, "phone>internet", datagram: 2, drop: DropReason.Loss);
        _wrong.Should().ContainSingle();
    }

    private void Hop(
        HopKind kind,
        string where,
        long datagram = 1,
        byte[]? payload = null,
        int? delay = null,
        int at = 0,
        DropReason drop = DropReason.None
    ) =>
        _network.OnHop(
            new NetworkHop
            {
                At = TimeSpan.FromMilliseconds(at),
                Kind = kind,
                Datagram = datagram,
                Where = where,
                Source = TransportAddress.FromIPv4(198, 51, 100, 1, 1),
                Destination = TransportAddress.FromIPv4(198, 51, 100, 2, 2),
                Delay = delay is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
                Drop = drop,
            },
            payload ?? Hello
        );
}
