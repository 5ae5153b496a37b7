using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

public class NatOptionsTests
{
    public static TheoryData<NatOptions, string> Impossible() => new()
    {
        { new NatOptions { MappingLifetime = TimeSpan.Zero }, "A mapping lifetime of 00:00:00 is impossible: it must be longer than 0." },
        {
            new NatOptions { FilterLifetime = TimeSpan.FromSeconds(121) },
            "A filter lifetime of 00:02:01 is impossible: it must be longer than 0 and at most the mapping lifetime, 00:02:00."
        },
        { new NatOptions { FirstPort = 0 }, "External ports 0 to 65535 are impossible: they must rise and lie in 1 to 65535." },
        { new NatOptions { FirstPort = 9, LastPort = 8 }, "External ports 9 to 8 are impossible: they must rise and lie in 1 to 65535." },
        { new NatOptions { Mapping = (EndpointDependence)7 }, "A NAT with mapping 7,*is unknown." },
    };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_options_are_refused_when_the_table_is_built(NatOptions options, string sentence)
    {
        Action act = () => _ = new NatTable(options, [TransportAddress.FromIPv4(1, 2, 3, 4, 0)], new RandomStream(1));

        act.Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void An_empty_or_repeating_pool_is_refused()
    {
        Action empty = () => _ = new NatTable(new NatOptions(), [], new RandomStream(1));
        TransportAddress address = TransportAddress.FromIPv4(1, 2, 3, 4, 0);
        Action twice = () => _ = new NatTable(new NatOptions(), [address, address.WithPort(9)], new RandomStream(1));

        empty.Should().Throw<ArgumentException>().WithMessage("A NAT with an empty address pool is impossible*");
        twice.Should().Throw<ArgumentException>().WithMessage("The NAT has the external address 1.2.3.4:0 already*");
    }
}
