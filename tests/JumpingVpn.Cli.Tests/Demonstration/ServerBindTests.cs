using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.Demonstration;

/// <summary>An address that cannot be served: one line that says what and what to do, and exit code 2.</summary>
public class ServerBindTests
{
    [Fact]
    public async Task A_taken_port_is_named_with_the_way_out()
    {
        using var holder = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        string taken = holder.Client.LocalEndPoint!.ToString()!;

        await ExpectRefusalAsync(taken, $"{taken} is in use", "choose another port");
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named_with_the_way_out() =>
        // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
        await ExpectRefusalAsync("192.0.2.1:9999", "192.0.2.1:9999 is not an address of this machine", "choose one of its own");

    [Theory]
    [InlineData("127.0.0.1", "no port")]
    [InlineData("127.0.0.1:99999", "0 to 65535")]
    [InlineData("300.0.0.1:9999", "not an IPv4 address")]
    [InlineData("::1:9999", "brackets")]
    [InlineData("gw.invalid:9999", "write an IP address")]
    public async Task A_bad_address_is_named_with_the_way_out(string bind, string reason) => await ExpectRefusalAsync(bind, bind, reason);

    [Fact]
    public async Task IPv6_is_served_where_the_machine_has_it()
    {
        if (!Socket.OSSupportsIPv6)
        {
            return;
        }

        await using var server = CliCall.Start("server", "--bind", "[::1]:0");

        (await EventLine.BoundAddressAsync(server.Out)).AddressFamily.Should().Be(AddressFamily.InterNetworkV6);
    }

    private static async Task ExpectRefusalAsync(string bind, params string[] parts)
    {
        (int code, string output, string error) = await CliCall.RunAsync("server", "--bind", bind);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().StartWith("jumpingvpn server: ").And.ContainAll(parts);
        error.TrimEnd('\n').Should().NotContain("\n", "it is one line");
    }
}
