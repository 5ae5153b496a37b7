using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatHairpinTests
{
    [Theory]
    [InlineData(HairpinBehavior.ExternalSource)]
    [InlineData(HairpinBehavior.InternalSource)]
    public void A_datagram_to_an_own_endpoint_turns_around_with_the_source_that_the_option_names(HairpinBehavior hairpin)
    {
        var nat = new NatLab(NatPresets.FullCone with { Hairpin = hairpin });
        TransportAddress peer = nat.Out(Laptop, Server);

        NatVerdict verdict = nat.Table.TranslateOutbound(Phone, peer, nat.Now);

        verdict.TurnedTo.Should().Be(Laptop);
        verdict.Address.Should().Be(hairpin == HairpinBehavior.ExternalSource ? External(1, 1024) : Phone);
    }

    [Fact]
    public void Filtering_counts_for_a_hairpin_as_for_anybody()
    {
        var nat = new NatLab(new NatOptions { Hairpin = HairpinBehavior.ExternalSource });
        TransportAddress peer = nat.Out(Laptop, Server);
        nat.OutDrop(Phone, peer).Should().Be(DropReason.NatFiltered);
        nat.Table.TranslateOutbound(Laptop, External(1, 1024), nat.Now).TurnedTo.Should().Be(Phone, "the phone has sent there before");

        nat.Table.TranslateOutbound(Phone, peer, nat.Now).TurnedTo.Should().Be(Laptop);
    }

    [Fact]
    public void A_hairpin_to_an_endpoint_that_nobody_has_is_no_mapping()
    {
        var nat = new NatLab(new NatOptions { Hairpin = HairpinBehavior.ExternalSource });

        nat.OutDrop(Phone, External(1, 4242)).Should().Be(DropReason.NoMapping);
    }
}
