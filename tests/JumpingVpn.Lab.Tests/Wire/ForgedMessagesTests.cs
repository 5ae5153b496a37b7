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
    [InlineData("seq", "seven", "*\"seq\" is a number, but \"seven\" is not*")]
    public void What_cannot_be_changed_is_said(string member, string value, string complaint) =>
        FluentActions.Invoking(() => Changed(member, value)).Should().Throw<SceneException>().WithMessage(complaint);

    [Theory]
    [InlineData("""{"type":"HANDSHAKE_INIT","nonce":"0011"}""", """{"type":"ERROR","nonce":"22"}""", """{"type":"ERROR","nonce":"0011"}""")]
    [InlineData(
        """{"session_id":"S-1","nonce":"00"}""",
        """{"type":"REATTACH_ACK"}""",
        """{"type":"REATTACH_ACK","nonce":"00","session_id":"S-1"}"""
    )]
    [InlineData("""{"session_id":"S-1","nonce":"00"}""", """{"session_id":"S-2"}""", """{"session_id":"S-2","nonce":"00"}""")]
    public void An_answer_in_the_place_of_another_bears_what_the_request_does(string request, string text, string answer) =>
        Answer(request, text).Should().Be(answer);

    [Theory]
    [InlineData("""{"type":"HANDSHAKE_INIT"}""", "{}", "There is no nonce*")]
    [InlineData("""{"type":"HANDSHAKE_INIT","nonce":"0011"}""", "no JSON", "An answer is a JSON object*not no JSON.")]
    [InlineData("""{"type":"HANDSHAKE_INIT","nonce":"0011"}""", "[1]", "An answer is a JSON object*not [1].")]
    public void What_is_no_answer_is_said(string request, string text, string complaint) =>
        FluentActions.Invoking(() => Answer(request, text)).Should().Throw<SceneException>().WithMessage(complaint);

    private static string Answer(string request, string text) =>
        Encoding.UTF8.GetString(ForgedMessages.InAnswerTo(Encoding.UTF8.GetBytes(request), text));

    private static string Changed(string member, string value) =>
        Encoding.UTF8.GetString(ForgedMessages.WithMember(Encoding.UTF8.GetBytes(Data), member, value));
}
