using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Network.Tests.Nat;

public class NatForwardTests
{
    private static readonly TransportAddress Web = NatLab.Host(9, 80);
    private static readonly TransportAddress Published = NatLab.External(1, 8080);

    [Fact]
    public void A_forwarded_port_lets_everybody_in_and_its_answers_come_from_it()
    {
        NatLab lab = Forwarding(NatPresets.Symmetric);

        lab.In(Published, NatLab.Server).Should().Be(Web);
        lab.In(Published, NatLab.Other).Should().Be(Web);
        lab.Out(Web, NatLab.Other).Should().Be(Published);
        lab.Table.Mappings(lab.Now).Should().BeEmpty("it is configuration, not a mapping");
    }

    [Fact]
    public void It_outlasts_time_a_flush_a_rebinding_and_a_reboot()
    {
        NatLab lab = Forwarding(new NatOptions());
        lab.Out(Web, NatLab.Server);
        lab.Pass(TimeSpan.FromDays(365));
        lab.Table.Flush(NatScope.All, lab.Now);
        lab.Table.Rebind(NatRebindingKind.Port, NatScope.All, lab.Now);
        lab.Table.Reboot(lab.Now);

        lab.In(Published, NatLab.Server).Should().Be(Web);
        lab.Out(Web, NatLab.Server).Should().Be(Published);
    }

    [Fact]
    public void A_forwarded_port_is_given_to_no_mapping()
    {
        var lab = new NatLab(
            new NatOptions
            {
                FirstPort = 2000,
                LastPort = 2001,
                PortAssignment = PortAssignment.Sequential,
            }
        );
        lab.Table.Forward(NatLab.External(1, 2000), Web, lab.Now);

        lab.Out(NatLab.Phone, NatLab.Server).Should().Be(NatLab.External(1, 2001));
        lab.OutDrop(NatLab.Laptop, NatLab.Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void Hosts_inside_reach_it_from_inside_where_the_NAT_turns_datagrams_around()
    {
        NatLab lab = Forwarding(new NatOptions { Hairpin = HairpinBehavior.ExternalSource });

        lab.Table.TranslateOutbound(NatLab.Phone, Published, lab.Now).TurnedTo.Should().Be(Web);
        Forwarding(new NatOptions()).OutDrop(NatLab.Phone, Published).Should().Be(DropReason.Hairpin);
    }

    [Fact]
    public void Hosts_inside_reach_a_whole_address_from_inside_and_its_host_reaches_them()
    {
        var lab = new NatLab(NatPresets.FullCone with { Hairpin = HairpinBehavior.ExternalSource });
        lab.Table.Forward(NatLab.External(7, 0), Web.WithPort(0), lab.Now);
        TransportAddress phone = lab.Out(NatLab.Phone, NatLab.Server);

        lab.Table.TranslateOutbound(NatLab.Phone, NatLab.External(7, 80), lab.Now).TurnedTo.Should().Be(Web);
        NatVerdict back = lab.Table.TranslateOutbound(Web, phone, lab.Now);
        back.TurnedTo.Should().Be(NatLab.Phone);
        back.Address.Should().Be(NatLab.External(7, 80));
    }

    [Fact]
    public void Where_every_port_is_forwarded_there_is_nobody_to_displace()
    {
        foreach (ExhaustionPolicy policy in new[] { ExhaustionPolicy.EvictRandom, ExhaustionPolicy.EvictOldest })
        {
            var lab = new NatLab(
                new NatOptions
                {
                    FirstPort = 2000,
                    LastPort = 2000,
                    PortAssignment = PortAssignment.Sequential,
                    Exhaustion = policy,
                }
            );
            lab.Table.Forward(NatLab.External(1, 2000), Web, lab.Now);

            lab.OutDrop(NatLab.Phone, NatLab.Server).Should().Be(DropReason.PortsExhausted);
            lab.In(NatLab.External(1, 2000), NatLab.Server).Should().Be(Web);
        }
    }

    [Fact]
    public void A_refusal_says_what_a_NAT_forwards_and_to_whom_already()
    {
        var lab = new NatLab(new NatOptions { OneToOne = true }, addresses: 0);
        lab.Table.Forward(NatLab.External(7, 0), Web.WithPort(0), lab.Now);

        lab.Table.Invoking(it => it.Forward(NatLab.External(7, 0), NatLab.Phone.WithPort(0), default))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The NAT forwards 203.0.113.7:0 to 10.1.0.9:0 already: forward another port, or let that one be.");
        lab.Table.Invoking(it => it.Forward(NatLab.External(8, 0), Web.WithPort(0), default))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The NAT forwards 203.0.113.7:0 to 10.1.0.9:0 already: an inside endpoint has only one external endpoint.");
        lab.Table.Invoking(it => it.Forward(NatLab.External(7, 1), Web.WithPort(0), default))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A NAT cannot forward 203.0.113.7:1 to 10.1.0.9:0: it forwards a port of an address of its pool to a port, "
                    + "or a whole address that is not in its pool to a host."
            );
    }

    [Fact]
    public void A_whole_address_belongs_to_one_host_with_all_its_ports()
    {
        var lab = new NatLab(new NatOptions { OneToOne = true }, addresses: 0);
        lab.Table.Forward(NatLab.External(7, 0), Web.WithPort(0), lab.Now);

        lab.In(NatLab.External(7, 1), NatLab.Server).Should().Be(Web.WithPort(1));
        lab.Out(Web.WithPort(65_535), NatLab.Server).Should().Be(NatLab.External(7, 65_535));
        lab.OutDrop(NatLab.Phone, NatLab.Server).Should().Be(DropReason.PortsExhausted, "a host without its own address has none to share");
    }

    [Fact]
    public void What_cannot_be_forwarded_is_refused()
    {
        NatLab lab = Forwarding(new NatOptions());
        lab.Out(NatLab.Phone, NatLab.Server);
        NatTable table = lab.Table;

        table.Invoking(it => it.Forward(Published, NatLab.Laptop, default)).Should().Throw<ArgumentException>("it is taken");
        table.Invoking(it => it.Forward(NatLab.External(1, 1), Web, default)).Should().Throw<ArgumentException>("it has one");
        table
            .Invoking(it => it.Forward(NatLab.External(1, 5000), NatLab.Laptop, default))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*in use*");
        table
            .Invoking(it => it.Forward(NatLab.External(2, 1), NatLab.Laptop, default))
            .Should()
            .Throw<ArgumentException>("it is not in the pool");
        table
            .Invoking(it => it.Forward(NatLab.External(1, 0), NatLab.Laptop.WithPort(0), default))
            .Should()
            .Throw<ArgumentException>("it is");
        table.Invoking(it => it.Forward(NatLab.External(1, 1), NatLab.Laptop.WithPort(0), default)).Should().Throw<ArgumentException>();
        new NatOptions { OneToOne = true, MappingLifetime = TimeSpan.FromSeconds(1) }
            .Invoking(it => it.Validate())
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A 1:1 NAT*");
    }

    private static NatLab Forwarding(NatOptions options)
    {
        var lab = new NatLab(options);
        lab.Table.Forward(Published, Web, lab.Now);
        return lab;
    }
}
