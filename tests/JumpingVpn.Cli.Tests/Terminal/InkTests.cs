using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Tests.Terminal;

public class InkTests
{
    [Fact]
    public void A_terminal_gets_colour() => Ink.For(redirected: false, Environment("TERM", "xterm")).Red("no").Should().Be("\e[31mno\e[0m");

    [Fact]
    public void A_pipe_or_a_file_gets_plain_text() => Ink.For(redirected: true, Environment("TERM", "xterm")).Red("no").Should().Be("no");

    [Fact]
    public void NO_COLOR_and_a_dumb_terminal_are_honoured()
    {
        Ink.For(redirected: false, Environment("NO_COLOR", "1")).Enabled.Should().BeFalse();
        Ink.For(redirected: false, Environment("TERM", "dumb")).Enabled.Should().BeFalse();
    }

    private static Func<string, string?> Environment(string name, string value) => asked => asked == name ? value : null;
}
