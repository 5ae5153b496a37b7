using System.CommandLine;
using System.CommandLine.Help;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The whole command line: parses it, runs the one command it names, and says in one line what was wrong.</summary>
internal static class CommandLine
{
    // Response files are off: "--tags @nat" means the tag, not a file called nat.
    internal static readonly ParserConfiguration Rules = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>All commands, in the order of the first page.</summary>
    internal static IReadOnlyList<(string Name, Func<TaughtCommand> Create)> Commands { get; } =
    [
        ("run", static () => new RunCommand()),
        ("explore", static () => new ExploreCommand()),
        ("replay", static () => new ReplayLogCommand()),
        ("import", static () => new ImportCommand()),
        ("study", static () => new StudyCommand()),
        ("steps", static () => new StepsCommand()),
        ("policy", static () => new PolicyCommand()),
        ("server", static () => new ServerCommand()),
        ("sessions", static () => new SessionsCommand()),
        ("client", static () => new ClientCommand()),
        ("nat", static () => new NatCommand()),
        ("nat-check", static () => new NatCheckCommand()),
        ("endpoint", static () => new EndpointCommand()),
        ("completion", static () => new CompletionCommand()),
        ("help", static () => new HelpCommand()),
        ("version", static () => new VersionCommand()),
    ];

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        if (arguments.Count == 0)
        {
            await surroundings.Error.WriteLineAsync(RootHelp.Text);
            return ExitCode.Usage;
        }

        ParseResult parsed = Build(surroundings, arguments[0]).Parse(arguments, Rules);
        if (parsed.Errors.Count > 0)
        {
            Complain(surroundings, PathOf(parsed), UsageError.Describe(parsed));
            return ExitCode.Usage;
        }

        var invocation = new InvocationConfiguration
        {
            Output = surroundings.Out,
            Error = surroundings.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, surroundings.Stop);
        }
        catch (StandardOutputException exception)
        {
            Complain(surroundings, PathOf(parsed), $"{exception.Message}.");
            return ExitCode.Failure;
        }
        catch (IOException exception)
        {
            Complain(surroundings, PathOf(parsed), $"reading or writing failed: {exception.Message}.");
            return ExitCode.Failure;
        }
        catch (PlatformNotSupportedException exception)
        {
            Complain(surroundings, PathOf(parsed), exception.Message); // a mode with keys, without the library that it needs
            return ExitCode.Failure;
        }
    }

    /// <summary>Builds the tree of commands.</summary>
    /// <param name="surroundings">What the commands may touch.</param>
    /// <param name="first">The first word of the command line: where it is the name of a command, that one alone is made, since making one
    /// loads the libraries whose kinds its options have. Null makes all.</param>
    public static RootCommand Build(Surroundings surroundings, string? first = null)
    {
        var root = new RootCommand(RootHelp.Summary);
        foreach (TaughtCommand command in Named(first).Select(static entry => entry.Create()))
        {
            command.SetAction(
                (parsed, stop) =>
                    ExecuteAsync(
                        command,
                        parsed,
                        surroundings with
                        {
                            Stop = stop,
                            Warn = warning => Complain(surroundings, PathOf(parsed), warning),
                        }
                    )
            );
            root.Add(command);
        }

        root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
        return root;
    }

    // Completion and help ask for what the others have.
    private static IEnumerable<(string Name, Func<TaughtCommand> Create)> Named(string? first) =>
        Commands.Any(entry => entry.Name == first) && first is not ("completion" or "help")
            ? Commands.Where(entry => entry.Name == first)
            : Commands;

    private static async Task<int> ExecuteAsync(TaughtCommand command, ParseResult parsed, Surroundings surroundings)
    {
        Outcome outcome;
        try
        {
            outcome = await command.ExecuteAsync(parsed, surroundings);
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            outcome = Outcome.Stopped(surroundings); // before it had begun
        }

        if (outcome.Message is { } message)
        {
            Complain(surroundings, PathOf(parsed), message);
        }

        return outcome.Code;
    }

    private static void Complain(Surroundings surroundings, string command, string message) =>
        surroundings.Error.WriteLine($"{surroundings.ErrorInk.Red(command + ":")} {message}");

    private static string PathOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? RootHelp.Name : $"{RootHelp.Name} {parsed.CommandResult.Command.Name}";
}
