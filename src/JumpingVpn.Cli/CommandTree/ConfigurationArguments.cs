using System.CommandLine;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Configuration;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options <c>--config</c> and <c>--print-config</c>, and with them the file and the environment.</summary>
internal sealed class ConfigurationArguments
{
    private readonly Option<string> _file = new("--config") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };
    private readonly Option<bool> _print = new("--print-config") { Arity = ArgumentArity.Zero };

    /// <summary>Adds them to a command, whose other options are its keys.</summary>
    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_print);
    }

    /// <summary>The keys of a command.</summary>
    public ConfigurationKeys KeysOf(Command command) => new(command, _file.Name, _print.Name, "--ttl", "--policy-file", "--help");

    /// <summary>Whether only the configuration is asked for.</summary>
    public bool IsPrintAsked(ParseResult parsed) => parsed.GetValue(_print);

    /// <summary>The file; null for none.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>Reads the file and the environment, and joins them with the command line.</summary>
    /// <exception cref="OperationCanceledException">The program is to stop, and the file is a pipe that nobody writes to.</exception>
    public Parsed<ConfiguredCommand> Read(ParseResult parsed, Surroundings surroundings)
    {
        string? path = FileOf(parsed);
        ConfigurationKeys keys = KeysOf(parsed.CommandResult.Command);
        IReadOnlyList<KeyValuePair<string, string>> variables = [.. surroundings.Variables()];
        if (path is null && !variables.Any(one => one.Key.StartsWith(keys.VariablePrefix, StringComparison.Ordinal)))
        {
            return ConfiguredCommand.Join(parsed, CommandLine.Rules, []); // without the library for it
        }

        Parsed<IReadOnlyList<ConfiguredValue>> values = WaitingRead.Of(
            () => ConfigurationReader.Read(keys, path, variables),
            surroundings.Stop
        );
        return values.IsValid
            ? ConfiguredCommand.Join(parsed, CommandLine.Rules, values.Value)
            : Parsed<ConfiguredCommand>.Invalid(values.Error);
    }
}
