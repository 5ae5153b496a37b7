using System.Net;

namespace JumpingVpn.Datagrams.Tests;

public sealed class TransportAddressTests
{
    [Theory]
    [InlineData("127.0.0.1:9999")]
    [InlineData("255.255.255.255:65535")]
    [InlineData("[2001:db8::1]:5")]
    public void An_address_reads_back_what_it_prints(string text)
    {
        TransportAddress.TryParse(text, out TransportAddress address).Should().BeTrue();

        address.ToString().Should().Be(text);
        TransportAddress.FromEndPoint(address.ToEndPoint()).Should().Be(address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":9999")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1:-1")]
    [InlineData("localhost:9999")]
    [InlineData("2001:db8::1")]
    public void Text_that_is_no_address_with_a_port_is_refused(string text) => TransportAddress.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void An_IPv4_address_equals_its_mapped_form()
    {
        var mapped = TransportAddress.FromEndPoint(new IPEndPoint(IPAddress.Parse("::ffff:10.0.0.1"), 7));

        mapped.Should().Be(TransportAddress.FromIPv4(10, 0, 0, 1, 7));
        mapped.IsIPv4.Should().BeTrue();
    }

    [Fact]
    public void The_hash_is_the_same_in_every_process() => TransportAddress.FromIPv4(10, 0, 0, 1, 7).GetHashCode().Should().Be(GoldenHash);

    [Fact]
    public void Addresses_order_by_host_then_port()
    {
        var low = TransportAddress.FromIPv4(10, 0, 0, 1, 9);
        var high = TransportAddress.FromIPv4(10, 0, 0, 2, 1);

        (low < high).Should().BeTrue();
        low.CompareTo(low.WithPort(10)).Should().BeNegative();
        low.SameHost(low.WithPort(10)).Should().BeTrue();
    }

    // Printed once by the code and kept: a change of the mix changes golden traces and belongs in the CHANGELOG.
    private const int GoldenHash = -258527737;
}
