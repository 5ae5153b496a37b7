using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server.Limits;

public sealed class SourceKeyTests
{
    [Theory]
    [InlineData("192.0.2.1:1", "192.0.2.1:65535", true)]
    [InlineData("192.0.2.1:1", "192.0.2.2:1", false)]
    [InlineData("[2001:db8::1]:1", "[2001:db8::ffff:ffff:ffff:2]:2", true)]
    [InlineData("[2001:db8::1]:1", "[2001:db8:0:1::1]:1", false)]
    [InlineData("0.0.0.1:1", "[::1]:1", false)]
    public void An_IPv4_address_is_a_source_and_an_IPv6_network_of_64_bits_is_one(string one, string other, bool same)
    {
        TransportAddress.TryParse(one, out TransportAddress first).Should().BeTrue();
        TransportAddress.TryParse(other, out TransportAddress second).Should().BeTrue();

        (SourceKey.Of(first) == SourceKey.Of(second)).Should().Be(same);
    }
}
