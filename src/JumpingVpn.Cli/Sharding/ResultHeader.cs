using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.Sharding;

/// <summary>What a result file is of: the parts of one run agree in all but <see cref="Part"/>.</summary>
internal sealed record ResultHeader
{
    /// <summary>The format of result files, raised when what is there changes.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The version of the program, with the commit where the build knows it.</summary>
    public static string CurrentVersion { get; } =
        typeof(ResultHeader).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>The format of the file.</summary>
    public int Format { get; init; } = CurrentFormat;

    /// <summary>The command that wrote it.</summary>
    public required string Command { get; init; }

    /// <summary>The version that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>What else decides about results, in words.</summary>
    public required string Settings { get; init; }

    /// <summary>How many scenarios there are.</summary>
    public required int Scenarios { get; init; }

    /// <summary>A hash over all that they do, 16 hex digits.</summary>
    public required string Features { get; init; }

    /// <summary>The first seed of the whole run.</summary>
    public required ulong From { get; init; }

    /// <summary>How many seeds the whole run has.</summary>
    public required int Seeds { get; init; }

    /// <summary>Which part it is; the first is 1.</summary>
    public required int Part { get; init; }

    /// <summary>How many parts there are.</summary>
    public required int Parts { get; init; }

    /// <summary>The same as a shard.</summary>
    [JsonIgnore]
    public Shard Shard => new(Part, Parts);

    /// <summary>A hash over scenarios: where they stand, and all that they do.</summary>
    public static string HashOf(IEnumerable<Scenario> scenarios)
    {
        ulong hash = Fnv1a.Empty;
        foreach (Scenario scenario in scenarios)
        {
            hash = Fnv1a.Append(
                hash,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scenario.Location} {string.Join(' ', scenario.Tags)} {DecisionLog.HashOf(scenario):x16}\n"
                )
            );
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }

    /// <summary>Why another file is not of the same run: the first difference, as the end of a sentence; null if it is.</summary>
    public string? DifferenceTo(ResultHeader other)
    {
        (string What, string Mine, string Others)[] points =
        [
            ("the command", Command, other.Command),
            ("the version", Version, other.Version),
            ("the settings", Settings, other.Settings),
            ("the number of scenarios", Text(Scenarios), Text(other.Scenarios)),
            ("the hash of the features", Features, other.Features),
            ("the first seed", Text(From), Text(other.From)),
            ("the number of seeds", Text(Seeds), Text(other.Seeds)),
            ("the number of parts", Text(Parts), Text(other.Parts)),
        ];
        return points.FirstOrDefault(static point => point.Mine != point.Others) is { What: { } what } differs
            ? $"{what} is {differs.Mine} there and {differs.Others} here"
            : null;
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
