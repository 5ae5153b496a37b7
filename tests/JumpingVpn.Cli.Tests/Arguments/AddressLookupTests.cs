using System.Net;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Tests.Arguments;

public class AddressLookupTests
{
    [Theory]
    [InlineData("127.0.0.1:9999", "127.0.0.1:9999")]
    [InlineData("[::1]:9999", "[::1]:9999")]
    [InlineData("localhost:9999", "127.0.0.1:9999")]
    public async Task Addresses_are_taken_as_they_are_and_names_looked_up_for_IPv4_first(string text, string expected)
    {
        Parsed<TransportAddress> found = await AddressLookup.ResolveAsync(HostPort.Parse(text).Value!, CancellationToken.None);

        found.Value.Should().Be(TransportAddress.FromEndPoint(IPEndPoint.Parse(expected)));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_an_error_that_names_it()
    {
        // RFC 6761: "invalid" never resolves.
        Parsed<TransportAddress> found = await AddressLookup.ResolveAsync(HostPort.Parse("gw.invalid:9999").Value!, CancellationToken.None);

        found.Error.Should().Contain("gw.invalid");
    }
}
