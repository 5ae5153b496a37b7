using System.Text;
using JumpingVpn.Lab.Wire;

namespace JumpingVpn.Lab.Tests.Wire;

public sealed class AddressBoundTests
{
    [Theory]
    [InlineData("""{"type":"HANDSHAKE_INIT","cookie":"ab"}""", """{"type":"HANDSHAKE_INIT","cookie":"**"}""")]
    [InlineData("""{"challenge":"ab","proof":"cd","mac":"ef"}""", """{"challenge":"**","proof":"**","mac":"**"}""")]
    [InlineData("""{"proof":"cd","mac":"ef"}""", """{"proof":"cd","mac":"ef"}""")]
    [InlineData("""{"cookie":"ab""", """{"cookie":"**""")]
    [InlineData("", "")]
    public void Only_what_is_made_from_an_address_is_blanked(string datagram, string blanked)
    {
        ReadOnlyMemory<byte> result = AddressBound.Blank(Encoding.UTF8.GetBytes(datagram));

        Encoding.UTF8.GetString(result.Span).Should().Be(blanked);
    }
}
