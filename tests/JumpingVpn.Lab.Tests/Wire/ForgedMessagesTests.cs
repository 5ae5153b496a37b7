using System.Text;
using JumpingVpn.Lab.Wire;

namespace JumpingVpn.Lab.Tests.Wire;

public sealed class ForgedMessagesTests
{
    private const string Data = """{"type":"DATA","session_id":"S-0123456789abcdef","seq":1,"payload":"x"}""";

    [Theory]
    [InlineData("seq", "7", """{"type":"DATA","session_id":"S-0123456789abcdef","seq":7,"payload":"x"}""")]
    [InlineData("payload", "7", """{"type":"DATA","session_id":"S-0123456789abcdef","seq":1,"payload":"7"}""")]
    public void A_member_is_given_another_value_of_its_kind(string member, string value, string expected) =>
        Changed(member, value).Should().Be(expected);

    [Theory]
    [InlineData("nonce", "7", "*no member \"nonce\" that could be changed*")]
    [InlineData("seq", "seven", "*\"seq\" is a number, and \"seven\" is none*")]
    public void What_cannot_be_changed_is_said(string member, string value, string complaint) =>
        FluentActions.Invoking(() => Changed(member, value)).Should().Throw<ArgumentException>().WithMessage(complaint);

    private static string Changed(string member, string value) =>
        Encoding.UTF8.GetString(ForgedMessages.WithMember(Encoding.UTF8.GetBytes(Data), member, value));
}
