using JumpingVpn.Cli.Client.View;

namespace JumpingVpn.Cli.Tests.Client;

public sealed class HandTests
{
    private readonly Notes _notes = new(TimeProvider.System);
    private readonly Hand _hand;

    public HandTests() => _hand = new Hand(() => null, _notes, canSend: true);

    [Fact]
    public void Letters_become_a_line_that_can_be_corrected()
    {
        Type("helo😀");
        Press(ConsoleKey.Backspace);
        Press(ConsoleKey.Backspace);
        Type("lo");
        _hand.Typed.Should().Be("hello");
        Press(ConsoleKey.U, ctrl: true);
        _hand.Typed.Should().BeEmpty();
    }

    [Theory]
    [InlineData(ConsoleKey.K)]
    [InlineData(ConsoleKey.R)]
    [InlineData(ConsoleKey.N)]
    [InlineData(ConsoleKey.L)]
    [InlineData(ConsoleKey.T)]
    public void Without_a_session_a_key_says_so(ConsoleKey key)
    {
        Press(key, ctrl: true);
        _notes.Latest(1).Should().ContainSingle().Which.Text.Should().Be("there is no session now");
    }

    [Theory]
    [InlineData("/kil", "'kil' is not a command of the client; did you mean 'kill'?")]
    [InlineData("/wait", "give a time, for example: wait 2s")]
    [InlineData("/help", "type to send; /kill")]
    public void A_line_with_a_slash_is_a_command(string line, string told)
    {
        _hand.Enter(line, CancellationToken.None);
        _notes.Latest(1).Single().Text.Should().StartWith(told);
    }

    [Theory]
    [InlineData(ConsoleKey.Q)]
    [InlineData(ConsoleKey.D)]
    public void It_can_be_left(ConsoleKey key)
    {
        Press(key, ctrl: true);
        _hand.Leaves.Should().BeTrue();
    }

    [Fact]
    public void An_endless_line_ends()
    {
        Type(new string('x', 5_000));
        _hand.Typed.Should().HaveLength(4_000);
    }

    private void Type(string text)
    {
        foreach (char letter in text)
        {
            _hand.Press(new ConsoleKeyInfo(letter, ConsoleKey.None, false, false, false), CancellationToken.None);
        }
    }

    private void Press(ConsoleKey key, bool ctrl = false) =>
        _hand.Press(new ConsoleKeyInfo('\0', key, false, false, ctrl), CancellationToken.None);
}
