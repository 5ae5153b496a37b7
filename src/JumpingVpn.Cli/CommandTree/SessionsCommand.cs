using System.CommandLine;
using System.Globalization;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Control;
using JumpingVpn.Cli.Sessions;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn sessions</c>: looks at the sessions of a running server, and acts on them.</summary>
internal sealed class SessionsCommand : TaughtCommand
{
    private const int DefaultLimit = 50;

    private readonly Argument<string[]> _words = new("WORDS") { Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string> _control = ValueOption.Of("--control", "PATH", ControlPath.Parse);
    private readonly Option<int> _limit = ValueOption.Of("--limit", "N", ParseLimit);
    private readonly Option<bool> _json = new("--json") { Arity = ArgumentArity.Zero };

    public SessionsCommand()
        : base("sessions", "List, show and end the sessions of a running server, or drain it.")
    {
        Add(_words);
        Add(_control);
        Add(_limit);
        Add(_json);
    }

    /// <inheritdoc/>
    public override string HelpText =>
        """
            List, show and end the sessions of a running server, or drain it, through its control socket.

            Usage: jumpingvpn sessions [list | show ID | end ID | drain | status] [OPTIONS]

              list               The oldest sessions, with their ages. The default.
              show ID            Everything that the server knows about one session.
              end ID             End a session, and tell its client.
              drain              End the server as SIGTERM does: no new sessions; existing ones may continue for the time of its --drain.
              status             The number of sessions, and how long the server has been up.

            Options:
              --control PATH     The socket of the server, as in its own --control. Default: the only socket in
                                 $XDG_RUNTIME_DIR/jumpingvpn, or in /tmp/jumpingvpn- and the user's number, where --control auto makes it.
              --limit N          How many sessions to list. Default: 50. At most 10000.
              --json             Print the answer as one line of JSON.
              -h, --help         This page.

            Examples:
              jumpingvpn server --bind 0.0.0.0:9999 --control auto
              jumpingvpn sessions
              jumpingvpn sessions show S-ea9adcfe39ed30fe
              jumpingvpn sessions end S-ea9adcfe39ed30fe
              jumpingvpn sessions list --limit 1000 --json

            Only the user who runs the server, and root, may use its socket.
            Exit codes: 0 done, 1 no server answers, or it has no such session, 2 the request is wrong.
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        int limit = parsed.GetResult(_limit) is null ? DefaultLimit : parsed.GetValue(_limit);
        var program = new SessionsProgram(parsed.GetValue(_control), parsed.GetValue(_json), limit);
        return program.RunAsync(parsed.GetValue(_words) ?? [], surroundings);
    }

    private static Parsed<int> ParseLimit(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit)
        && limit is > 0 and <= ControlRequests.LongestList
            ? limit
            : Parsed<int>.Invalid(
                string.Create(CultureInfo.InvariantCulture, $"write a whole number from 1 to {ControlRequests.LongestList}")
            );
}
