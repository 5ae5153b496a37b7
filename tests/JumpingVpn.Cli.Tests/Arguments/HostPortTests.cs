using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Tests.Arguments;

public class HostPortTests
{
    [Theory]
    [InlineData("127.0.0.1:9999", "127.0.0.1", 9999, false)]
    [InlineData("0.0.0.0:0", "0.0.0.0", 0, false)]
    [InlineData("[::1]:65535", "::1", 65535, false)]
    [InlineData("localhost:1", "localhost", 1, true)]
    [InlineData("gw-1.example.org:9999", "gw-1.example.org", 9999, true)]
    public void An_address_or_a_name_with_a_port_is_read_and_written_back(string text, string host, int port, bool isName)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);

        parsed.IsValid.Should().BeTrue();
        parsed.Value!.Host.Should().Be(host);
        parsed.Value.Port.Should().Be((ushort)port);
        (parsed.Value.Address is null).Should().Be(isName);
        parsed.Value.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("", "no port")]
    [InlineData("127.0.0.1", "no port")]
    [InlineData("9999", "no port")]
    [InlineData(":9999", "no host")]
    [InlineData("127.0.0.1:", "not a number from 0 to 65535")]
    [InlineData("127.0.0.1:65536", "not a number from 0 to 65535")]
    [InlineData("127.0.0.1:-1", "not a number from 0 to 65535")]
    [InlineData("127.0.0.1:+1", "not a number from 0 to 65535")]
    [InlineData("127.0.0.1: 1", "not a number from 0 to 65535")]
    [InlineData("127.0.0.1:http", "not a number from 0 to 65535")]
    [InlineData("::1:9999", "brackets")]
    [InlineData("[::1:9999", "not an IPv6 address in brackets")]
    [InlineData("[]:9999", "not an IPv6 address in brackets")]
    [InlineData("[127.0.0.1]:9999", "not an IPv6 address in brackets")]
    [InlineData("[fe80::1%nowhere]:9999", "no interface 'nowhere'")]
    [InlineData("[fe80::1%0]:9999", "no interface '0'")]
    [InlineData("[fe80::1%1%2]:9999", "not an IPv6 address in brackets")]
    [InlineData("[2001:db8::1%1]:9999", "only a link-local address")]
    [InlineData("256.0.0.1:9999", "not an IPv4 address")]
    [InlineData("1.2.3:9999", "not an IPv4 address")]
    [InlineData("010.0.0.1:9999", "not an IPv4 address")]
    [InlineData("a host:9999", "neither an IP address nor a host name")]
    [InlineData("bad_\n:9999", "neither an IP address nor a host name")]
    public void Anything_else_is_refused_with_what_is_wrong(string text, string reason)
    {
        Parsed<HostPort> parsed = HostPort.Parse(text);

        parsed.IsValid.Should().BeFalse();
        parsed.Error.Should().Contain(reason);
    }
}
