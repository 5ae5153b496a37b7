using System.CommandLine;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Configuration;

/// <summary>
/// A command line together with what a file and the environment add to it. What they say is put before the command line as options, so that
/// it is read and checked by the same code; an option that is given on the command line counts before both.
/// </summary>
internal sealed class ConfiguredCommand
{
    private readonly IReadOnlyList<ConfiguredValue> _values;

    private ConfiguredCommand(ParseResult parsed, IReadOnlyList<ConfiguredValue> values)
    {
        Parsed = parsed;
        _values = values;
    }

    /// <summary>The command line as if all had been said on it.</summary>
    public ParseResult Parsed { get; }

    /// <summary>What the file and the environment add, without what the command line overrides.</summary>
    public IReadOnlyList<ConfiguredValue> Values => _values;

    /// <summary>Joins them, or says which value is wrong and where it stands.</summary>
    /// <param name="parsed">The command line as it was given.</param>
    /// <param name="rules">How command lines are parsed.</param>
    /// <param name="values">What the file and the environment say.</param>
    public static Parsed<ConfiguredCommand> Join(ParseResult parsed, ParserConfiguration rules, IReadOnlyList<ConfiguredValue> values)
    {
        Command command = parsed.CommandResult.Command;
        var added = new List<string>();
        var counting = new List<ConfiguredValue>();
        foreach (ConfiguredValue value in values)
        {
            Option option = command.Options.Single(option => option.Name == "--" + value.Option);
            if (value.Key is null && parsed.GetResult(option) is { Implicit: false })
            {
                continue;
            }

            Parsed<string[]> argument = ArgumentOf(option, value);
            if (!argument.IsValid)
            {
                return Parsed<ConfiguredCommand>.Invalid(argument.Error);
            }

            if (command.Parse(argument.Value, rules).Errors is [var error, ..])
            {
                return Parsed<ConfiguredCommand>.Invalid(Attribute(error.Message, value));
            }

            added.AddRange(argument.Value);
            counting.Add(value);
        }

        string[] given = [.. parsed.Tokens.Select(token => token.Value).SkipWhile(word => word != command.Name).Skip(1)];
        return new ConfiguredCommand(command.Parse([.. added, .. given], rules), counting);
    }

    /// <summary>A complaint about an option, as one about the place where its value stands.</summary>
    public string Attribute(string complaint) =>
        _values.LastOrDefault(value => IsAbout(complaint, value)) is { } source ? Attribute(complaint, source) : complaint;

    private static string Attribute(string complaint, ConfiguredValue value) =>
        IsAbout(complaint, value) ? value.Source + complaint[(value.Option.Length + 2)..] : $"{value.Source}: {complaint}";

    private static bool IsAbout(string complaint, ConfiguredValue value) =>
        value.Key is null
            ? complaint.StartsWith($"--{value.Option} '", StringComparison.Ordinal)
            : complaint.StartsWith($"--{value.Option}: ", StringComparison.Ordinal)
                && complaint.Contains(value.Key, StringComparison.OrdinalIgnoreCase);

    private static Parsed<string[]> ArgumentOf(Option option, ConfiguredValue value)
    {
        if (!ConfigurationKeys.IsFlag(option))
        {
            return new string[] { value.Key is null ? $"{option.Name}={value.Text}" : $"{option.Name}={value.Key}={value.Text}" };
        }

        return bool.TryParse(value.Text, out bool isSet)
            ? (isSet ? [option.Name] : Array.Empty<string>())
            : Parsed<string[]>.Invalid($"{value.Source} '{value.Text}': write true or false.");
    }
}
