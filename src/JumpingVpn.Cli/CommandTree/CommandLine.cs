using System.CommandLine;
using System.CommandLine.Help;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The whole command line: parses it, runs the one command it names, and says in one line what was wrong.</summary>
internal static class CommandLine
{
    // Response files are off: "--tags @nat" means the tag, not a file called nat.
    private static readonly ParserConfiguration Rules = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs one command line to its end.</summary>
    /// <returns>The exit code; see <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings surroundings)
    {
        if (arguments.Count == 0)
        {
            await surroundings.Error.WriteLineAsync(RootHelp.Text);
            return ExitCode.Usage;
        }

        ParseResult parsed = Build(surroundings).Parse(arguments, Rules);
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
    public static RootCommand Build(Surroundings surroundings)
    {
        var root = new RootCommand(RootHelp.Summary);
        TaughtCommand[] commands =
        [
            new RunCommand(),
            new StepsCommand(),
            new PolicyCommand(),
            new ServerCommand(),
            new ClientCommand(),
            new EndpointCommand(),
            new CompletionCommand(),
            new HelpCommand(),
            new VersionCommand(),
        ];
        foreach (TaughtCommand command in commands)
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
