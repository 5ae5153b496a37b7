using System.Net;
using JumpingVpn.Cli.Client.Networks;

namespace JumpingVpn.Cli.Tests.Client;

public sealed class NetworkTextTests
{
    [Fact]
    public void They_are_taken_in_their_order()
    {
        NetworkText
            .ParseAll(["wifi=127.0.0.2", "lte=127.0.0.3"], toIPv4: true)
            .Value.Should()
            .Equal(new ClientNetwork("wifi", IPAddress.Parse("127.0.0.2")), new ClientNetwork("lte", IPAddress.Parse("127.0.0.3")));
    }

    [Fact]
    public void Without_any_there_is_the_one_that_the_routes_choose() =>
        NetworkText.ParseAll([], toIPv4: true).Value.Should().Equal(ClientNetwork.Any);

    [Theory]
    [InlineData("wifi", "write NAME=ADDRESS")]
    [InlineData("=127.0.0.1", "a name has 1 to 32 letters")]
    [InlineData("next=127.0.0.1", "a name has 1 to 32 letters")]
    [InlineData("my wifi=127.0.0.1", "a name has 1 to 32 letters")]
    [InlineData("wifi=", "'' is not an IP address; this machine has ")]
    [InlineData("wifi=127.1", "'127.1' is not an IP address")]
    [InlineData("wifi=eth0", "'eth0' is not an IP address")]
    [InlineData("wifi=127.0.0.1:99", "'127.0.0.1:99' is not an IP address")]
    [InlineData("wifi=::1", "the server has an IPv4 address, which is not reached from '::1'")]
    public void What_is_wrong_is_told_with_what_was_written(string text, string told) =>
        NetworkText.ParseAll([text], toIPv4: true).Error.Should().StartWith($"--network '{text}': ").And.Contain(told);

    [Fact]
    public void Two_of_one_name_are_refused() =>
        NetworkText.ParseAll(["a=127.0.0.2", "a=127.0.0.3"], toIPv4: true).Error.Should().Contain("names must differ");
}
