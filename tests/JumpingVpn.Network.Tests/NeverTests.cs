using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Network.Tests.Nat;

namespace JumpingVpn.Network.Tests;

/// <summary>A time that is for ever never comes, and adding to it never wraps around.</summary>
public class NeverTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Years = TimeSpan.FromDays(300_000);

    [Fact]
    public void A_mapping_with_an_endless_lifetime_never_expires()
    {
        var lab = new NatLab(new NatOptions { MappingLifetime = TimeSpan.MaxValue, PortHoldDown = TimeSpan.MaxValue });
        lab.Pass(1);
        lab.Out(NatLab.Phone, NatLab.Server);
        lab.Pass(Years);

        lab.InDrop(lab.Table.Mappings(lab.Now)[0].External, NatLab.Server).Should().Be(DropReason.None);
        lab.Table.Mappings(lab.Now)[0].ExpiresAt.Should().Be(TimeSpan.MaxValue);
    }

    [Fact]
    public void A_port_that_is_held_down_for_ever_is_given_to_nobody()
    {
        var lab = new NatLab(
            new NatOptions
            {
                MappingLifetime = Second,
                PortHoldDown = TimeSpan.MaxValue,
                FirstPort = 2000,
                LastPort = 2000,
                PortAssignment = PortAssignment.Sequential,
            }
        );
        lab.Pass(1);
        lab.Out(NatLab.Phone, NatLab.Server);
        lab.Pass(Years);

        lab.OutDrop(NatLab.Laptop, NatLab.Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void A_stream_and_a_rebinding_may_be_for_ever_too()
    {
        var lab = new NatLab(
            new NatOptions
            {
                StreamLifetime = TimeSpan.MaxValue,
                FilterLifetime = TimeSpan.MaxValue,
                Rebinding = new NatRebindingRules { Every = TimeSpan.MaxValue },
            }
        );
        lab.Pass(1);
        TransportAddress external = lab.Out(NatLab.Phone, NatLab.Server);
        lab.InDrop(external, NatLab.Server).Should().Be(DropReason.None);
        lab.Out(NatLab.Phone, NatLab.Server).Should().Be(external);
        lab.Pass(Years);

        lab.Out(NatLab.Phone, NatLab.Server).Should().Be(external);
        lab.InDrop(external, NatLab.Server).Should().Be(DropReason.None);
    }

    [Fact]
    public void A_phase_of_a_link_may_never_end()
    {
        var link = new LinkModel(LinkOptions.Perfect, new RandomSource(1));
        link.Follow(new LinkSchedule(new LinkPhase(Second, TimeSpan.MaxValue, LinkOptions.Dead)), 10 * Second);

        link.Next(1, 10 * Second).IsDelivered.Should().BeTrue();
        link.Next(1, 11 * Second).IsDelivered.Should().BeFalse();
        link.Next(1, Years).IsDelivered.Should().BeFalse();
    }

    [Fact]
    public void A_phase_after_one_that_never_ends_is_refused()
    {
        Action making = () =>
            _ = new LinkSchedule(
                new LinkPhase(Second, TimeSpan.MaxValue, LinkOptions.Dead),
                new LinkPhase(2 * Second, Second, LinkOptions.Dead)
            );

        making.Should().Throw<ArgumentException>().WithMessage("*after one that never ends*");
    }

    [Fact]
    public void A_CoDel_interval_is_a_day_at_most()
    {
        LinkOptions options = new()
        {
            Rate = new RateLimit(BitRate.Kilobits(1)) { Discipline = QueueDiscipline.CoDel, CoDelInterval = TimeSpan.MaxValue },
        };

        options
            .Invoking(it => it.Validate())
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A CoDel interval of *it must be from 0 to 1.00:00:00.");
    }
}
