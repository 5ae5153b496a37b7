using System.CommandLine;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary><c>jumpingvpn help COMMAND</c>: the page that <c>COMMAND --help</c> shows.</summary>
internal sealed class HelpCommand : TaughtCommand
{
    private readonly Argument<string?> _command = new("COMMAND") { Arity = ArgumentArity.ZeroOrOne };

    public HelpCommand()
        : base("help", "Show the page of a command.") => Add(_command);

    /// <inheritdoc/>
    public override string HelpText =>
        """
            Show the first page, or the page of a command.

            Usage: jumpingvpn help [COMMAND]

            Options:
              -h, --help   This page.

            Examples:
              jumpingvpn help
              jumpingvpn help run
            """;

    /// <inheritdoc/>
    public override Task<Outcome> ExecuteAsync(ParseResult parsed, Surroundings surroundings)
    {
        IEnumerable<TaughtCommand> commands = parsed.RootCommandResult.Command.Subcommands.OfType<TaughtCommand>();
        if (parsed.GetValue(_command) is not { } name)
        {
            surroundings.Out.WriteLine(RootHelp.Text);
            return Task.FromResult(Outcome.Success);
        }

        if (commands.FirstOrDefault(command => command.Name == name) is not { } wanted)
        {
            return Task.FromResult(Outcome.Usage(UsageError.Unknown(name, parsed.RootCommandResult.Command)));
        }

        surroundings.Out.WriteLine(wanted.HelpText);
        return Task.FromResult(Outcome.Success);
    }
}
