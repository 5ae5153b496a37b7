using System.CommandLine;

namespace JumpingVpn.Cli.Configuration;

/// <summary>Which options of a command may stand in a file or in the environment, and how their names are written there.</summary>
/// <param name="command">The command; each of its options with a long name is a key.</param>
/// <param name="except">Those that make sense on the command line alone.</param>
internal sealed class ConfigurationKeys(Command command, params string[] except)
{
    /// <summary>The options, by their order in the command.</summary>
    public IReadOnlyList<Option> Options { get; } =
    [.. command.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal) && !except.Contains(option.Name))];

    /// <summary>How the variables of the command begin: <c>JUMPINGVPN_SERVER_</c>.</summary>
    public string VariablePrefix { get; } = $"JUMPINGVPN_{command.Name.ToUpperInvariant()}_";

    /// <summary>The names as a file has them.</summary>
    public IEnumerable<string> Names => Options.Select(KeyOf);

    /// <summary>The option with this name; null if there is none.</summary>
    public Option? Find(string name) =>
        Options.FirstOrDefault(option => string.Equals(KeyOf(option), name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether an option takes names and values, as <c>--policy</c> does: an object in a file.</summary>
    public static bool IsTable(Option option) => option.HelpName == "NAME=VALUE";

    /// <summary>Whether an option is given or not: true or false in a file.</summary>
    public static bool IsFlag(Option option) => option.Arity.MaximumNumberOfValues == 0;

    /// <summary>The name of an option in a file.</summary>
    public static string KeyOf(Option option) => option.Name[2..];

    /// <summary>The variable of an option: <c>JUMPINGVPN_SERVER_LOG_LEVEL</c>, with two underscores before a name in a table.</summary>
    public string VariableOf(Option option, string? key = null)
    {
        string path = key is null ? KeyOf(option) : $"{KeyOf(option)}__{key}";
        return VariablePrefix + path.Replace('-', '_').ToUpperInvariant();
    }
}
