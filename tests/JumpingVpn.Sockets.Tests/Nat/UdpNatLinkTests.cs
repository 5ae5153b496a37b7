using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>Impaired links: the models of the simulated network, over real sockets.</summary>
public sealed class UdpNatLinkTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly NatLab _lab = new();
    private readonly UdpNat _nat;
    private readonly LabHost _phone;
    private readonly LabHost _server;
    private readonly TransportAddress _gateway;

    public UdpNatLinkTests()
    {
        _nat = _lab.Nat(UdpNatOptions.PassThrough, options => options with { MaxDelayedDatagrams = 1_000 });
        _phone = _lab.Host();
        _server = _lab.Host();
        _gateway = _nat.AddForward(_server.Address);
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_delay_ends_on_its_tick_in_each_direction()
    {
        Impair(_lab.Link(up: Delay(40), down: Delay(25)));

        _phone.Send(1, _gateway);
        _lab.Pass(Milliseconds(40) - Tick);
        _server.Count.Should().Be(0);
        _nat.InFlight.Should().Be(1);
        _lab.Pass(Tick);
        _server.Received.Should().Equal(1);

        _server.Send(2, _server.LastSource);
        _lab.Pass(Milliseconds(25) - Tick);
        _phone.Count.Should().Be(0);
        _lab.Pass(Tick);
        _phone.Received.Should().Equal(2);
    }

    [Fact]
    public void One_timer_serves_all_that_wait_and_equal_times_keep_their_order()
    {
        AccessLink link = _lab.Link(up: Delay(40));
        Impair(link);
        _phone.Send(1, _gateway);
        _phone.Send(2, _gateway);
        _lab.Pass(Milliseconds(20));
        link.Up.Options = new LinkOptions { Delay = Milliseconds(5), Order = LinkOrder.AllowOvertaking };
        _phone.Send(3, _gateway);
        _lab.Settle();

        _lab.ArmedTimers.Should().ContainSingle();
        _lab.Pass(Milliseconds(20));
        _server.Received.Should().Equal(3, 1, 2);
        _lab.ArmedTimers.Should().BeEmpty();
    }

    [Fact]
    public void Loss_falls_where_the_model_says_at_this_seed()
    {
        LinkOptions lossy = new() { Loss = Probability.FromPercent(15) };
        Impair(_lab.Link(up: lossy));
        LinkModel twin = _lab.TwinOfUp(lossy);
        List<byte> expected = [];
        for (byte i = 0; i < 200; i++)
        {
            if (twin.Next(length: 1, TimeSpan.Zero).IsDelivered)
            {
                expected.Add(i);
            }

            _phone.Send(i, _gateway);
        }

        _lab.Settle();

        _server.Received.Should().Equal(expected);
        _nat.Ledger.DroppedBy(DropReason.Loss).Should().Be(200 - expected.Count).And.BeInRange(15, 45);
    }

    [Fact]
    public void Duplication_jitter_and_reordering_come_out_as_the_model_says()
    {
        LinkOptions weather = new()
        {
            Delay = Milliseconds(50),
            Jitter = Milliseconds(45),
            Order = LinkOrder.AllowOvertaking,
            Duplication = Probability.FromPercent(20),
            Reordering = Probability.FromPercent(10),
            Loss = Probability.FromPercent(5),
        };
        Impair(_lab.Link(up: weather));
        LinkModel twin = _lab.TwinOfUp(weather);
        List<(TimeSpan Due, byte Content)> arrivals = [];
        for (byte i = 0; i < 100; i++)
        {
            _phone.Send(i, _gateway);
            _lab.Settle();
            LinkFate fate = twin.Next(length: 1, _lab.Now);
            for (int copy = 1; copy < fate.Copies; copy++)
            {
                arrivals.Add((_lab.Now + twin.NextCopy(length: 1, _lab.Now).Delay, i));
            }

            if (fate.IsDelivered)
            {
                arrivals.Add((_lab.Now + fate.Delay, i));
            }

            _lab.Pass(Milliseconds(1));
        }

        _lab.Pass(TimeSpan.FromSeconds(1));

        _server.Received.Should().Equal(arrivals.OrderBy(a => a.Due).Select(a => a.Content), "the order is (due, sequence)");
        _server.Received.Should().NotBeInAscendingOrder();
        _nat.Ledger.Duplicates.Should().BeInRange(10, 30);
    }

    [Fact]
    public void Corruption_flips_one_bit_and_the_rest_of_the_world_stays()
    {
        Impair(_lab.Link(up: new LinkOptions { Corruption = Probability.Certain }));

        _phone.Send(0, _gateway);
        _lab.Settle();

        _server.Received.Should().ContainSingle().Which.Should().Match(content => byte.IsPow2(content));
    }

    [Fact]
    public void A_link_that_is_down_drops_and_one_that_is_up_again_does_not()
    {
        AccessLink link = _lab.Link();
        Impair(link);

        link.IsUp = false;
        _phone.Send(1, _gateway);
        _lab.Settle();
        link.IsUp = true;
        _phone.Send(2, _gateway);
        _lab.Settle();

        _server.Received.Should().Equal(2);
        _nat.Ledger.DroppedBy(DropReason.LinkDown).Should().Be(1);
    }

    [Fact]
    public void Only_the_host_behind_an_impaired_link_feels_it()
    {
        LabHost other = _lab.Host();
        _nat.SetInsideLink(_phone.Address, _lab.Link(up: Delay(40)));

        _phone.Send(1, _gateway);
        other.Send(2, _gateway);
        _lab.Settle();

        _server.Received.Should().Equal(2);
    }

    [Fact]
    public void A_link_that_becomes_perfect_lets_nothing_overtake_what_is_under_way()
    {
        AccessLink link = _lab.Link(up: Delay(40));
        Impair(link);
        _phone.Send(1, _gateway);
        _lab.Settle();

        link.Up.Options = LinkOptions.Perfect;
        _phone.Send(2, _gateway);
        _lab.Settle();
        _server.Count.Should().Be(0);
        _lab.Pass(Milliseconds(40));
        _phone.Send(3, _gateway);
        _lab.Settle();

        _server.Received.Should().Equal(1, 2, 3);
    }

    [Fact]
    public void A_link_taken_away_leaves_what_is_under_way()
    {
        Impair(_lab.Link(up: Delay(40)));
        _phone.Send(1, _gateway);
        _lab.Settle();

        Impair(null);
        _phone.Send(2, _gateway);
        _lab.Pass(Milliseconds(40));

        _server.Received.Should().Equal(2, 1);
    }

    [Fact]
    public void A_link_serves_any_place_of_one_NAT_and_no_other_NAT()
    {
        AccessLink link = _lab.Link();
        Impair(link);
        _nat.SetOutsideLink(link);

        UdpNat other = _lab.Nat(UdpNatOptions.PassThrough);
        other
            .Invoking(nat => nat.SetOutsideLink(link))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The link already belongs to another NAT: give each NAT its own links.");
    }

    [Fact]
    public void The_outside_link_adds_to_the_inside_link()
    {
        Impair(_lab.Link(up: Delay(10)));
        _nat.SetOutsideLink(_lab.Link(up: Delay(5), down: Delay(7)));

        _phone.Send(1, _gateway);
        _lab.Pass(Milliseconds(15) - Tick);
        _server.Count.Should().Be(0);
        _lab.Pass(Tick);
        _server.Send(2, _server.LastSource);
        _lab.Pass(Milliseconds(7));

        _server.Received.Should().Equal(1);
        _phone.Received.Should().Equal(2);
    }

    [Fact]
    public void What_is_under_way_when_the_NAT_goes_down_is_dropped_and_accounted_for()
    {
        Impair(_lab.Link(up: Delay(40)));
        _phone.Send(1, _gateway);
        _lab.Settle();

        _nat.DisposeAsync().AsTask().IsCompletedSuccessfully.Should().BeTrue();
        _lab.Pass(Milliseconds(40));

        _server.Count.Should().Be(0);
        _nat.Ledger.DroppedBy(DropReason.HostDown).Should().Be(1);
        _nat.EnsureBalanced();
    }

    [Fact]
    public void A_full_delay_queue_drops_the_newest()
    {
        Impair(_lab.Link(up: Delay(40)));
        for (int i = 0; i < 1_001; i++)
        {
            _phone.Send(1, _gateway);
        }

        _lab.Settle();

        _nat.InFlight.Should().Be(1_000);
        _nat.Ledger.DroppedBy(DropReason.QueueFull).Should().Be(1);
    }

    [Fact]
    public void After_a_storm_the_ledger_balances_to_the_last_datagram()
    {
        LinkOptions storm = new()
        {
            Delay = Milliseconds(30),
            Jitter = Milliseconds(20),
            Loss = Probability.FromPercent(15),
            Duplication = Probability.FromPercent(10),
        };
        Impair(_lab.Link(storm, storm));
        for (byte i = 0; i < 100; i++)
        {
            _phone.Send(i, _gateway);
            _lab.Pass(Milliseconds(10));
            if (_server.Count > 0)
            {
                _server.Send(i, _server.LastSource);
            }

            _nat.EnsureBalanced();
        }

        _lab.Pass(TimeSpan.FromSeconds(1));

        _nat.InFlight.Should().Be(0);
        _nat.Ledger.InFlight.Should().Be(0);
        _nat.Ledger.Delivered.Should().Be(_phone.Count + _server.Count);
        _lab.Pump.Counters.LostByKernel.Should().Be(0);
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static LinkOptions Delay(int milliseconds) => new() { Delay = Milliseconds(milliseconds) };

    private void Impair(AccessLink? link) => _nat.SetInsideLink(_phone.Address.WithPort(0), link);
}
