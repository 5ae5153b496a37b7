using System.Text;
using JumpingVpn.Lab.Wire;

namespace JumpingVpn.Lab.Tests.Wire;

/// <summary>What is read once is what was read each time: <see cref="WireMessage"/> is the model.</summary>
public sealed class WireDatagramTests
{
    private static readonly string[] Names = ["type", "session_id", "nonce", "challenge", "proof", "code", "reason", "seq", "other", ""];

    [Theory]
    [InlineData("{\"type\":\"DATA\",\"session_id\":\"7\",\"seq\":3,\"other\":\"x\"}")]
    [InlineData("{\"type\":\"A\",\"type\":\"B\"}")]
    [InlineData("{\"type\":\"A\",\"type\":3}")]
    [InlineData("{\"type\":3,\"code\":null,\"reason\":\"\"}")]
    [InlineData("{\"payload\":{\"type\":\"inner\"},\"proof\":[\"type\",\"x\"],\"nonce\":\"n\"}")]
    [InlineData("{\"\\u0074ype\":\"\\u0044ATA\"}")]
    [InlineData("{\"type\":\"DATA\"} trailing")]
    [InlineData("{\"type\":\"DATA\"")]
    [InlineData("{\"type\":\"DATA\",}")]
    [InlineData("[\"type\"]")]
    [InlineData("\"type\"")]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("no JSON")]
    [InlineData("{}")]
    [InlineData("{\"type\":\"\\ud800\",\"nonce\":\"n\"}")]
    [InlineData("{\"nonce\":\"n\",\"type\":\"\\ud800\",\"code\":\"c\"}")]
    [InlineData("{\"nonce\":\"n\",\"\\ud800\":\"x\",\"code\":\"c\"}")]
    public void Every_member_is_what_an_outsider_reads(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var datagram = new WireDatagram(bytes);

        foreach (string name in Names)
        {
            datagram.Member(name).Should().Be(WireMessage.Member(bytes, name), $"of {name} in {text}");
            datagram.Member(name).Should().Be(WireMessage.Member(bytes, name), $"of {name} in {text}, asked again");
        }
    }
}
