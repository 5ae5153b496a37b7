using JumpingVpn.Protocol;

namespace JumpingVpn.Steps.Tests;

public sealed class SessionWordsTests
{
    private readonly SessionWords _words = new();

    [Fact]
    public void A_message_type_of_the_protocol_is_read() => _words.ReadMessageType("REATTACH_ACK").Name.Should().Be("REATTACH_ACK");

    [Theory]
    [InlineData("DTA", "DATA")]
    [InlineData("REATACH_REQUEST", "REATTACH_REQUEST")]
    [InlineData("UNKNOWN", null)]
    public void Another_is_refused_with_the_nearest(string word, string? nearest) =>
        _words
            .Invoking(it => it.ReadMessageType(word))
            .Should()
            .Throw<FormatException>()
            .WithMessage(
                $"`{word}` is not a known message type{(nearest is null ? "" : $"; did you mean \"{nearest}\"*?")}*"
                    + "docs/wire-format.md lists them"
            );

    [Fact]
    public void A_session_state_is_read_and_another_refused_with_the_nearest()
    {
        _words.ReadState("DEGRADED").Should().Be(SessionState.Degraded);
        _words
            .Invoking(it => it.ReadState("ATACHED"))
            .Should()
            .Throw<FormatException>()
            .WithMessage("`ATACHED` is not a known session state; did you mean \"ATTACHED\"?*");
    }
}
