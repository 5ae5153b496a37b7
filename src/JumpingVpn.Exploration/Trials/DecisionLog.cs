using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;
using JumpingVpn.Exploration.Choices;
using JumpingVpn.Features.Documents;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Trials;

/// <summary>Every choice that led to a finding, as a text file: a line for each.</summary>
public sealed record DecisionLog
{
    private const string Format = "jumpingvpn decisions 1";

    private static readonly string[] Heads = ["version", "feature", "hash", "strategy", "from", "found"];

    /// <summary>The version that wrote it.</summary>
    public required string Version { get; init; }

    /// <summary>The scenario, as <c>path:line</c>.</summary>
    public required string Location { get; init; }

    /// <summary>A hash over its steps.</summary>
    public required ulong Hash { get; init; }

    /// <summary>The strategies that took turns.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed of number 0.</summary>
    public required ulong From { get; init; }

    /// <summary>The number of the trial; null for a run without faults.</summary>
    public ulong? Number { get; init; }

    /// <summary>What was found, in words.</summary>
    public required string Found { get; init; }

    /// <summary>The choices, in order.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>This version.</summary>
    public static string CurrentVersion { get; } =
        (typeof(DecisionLog).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown").Split(
            '+'
        )[0];

    /// <summary>The log of a finding.</summary>
    public static DecisionLog Of(TrialResult found, TrialSource source)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(source);
        Target target = found.Trial.Target;
        return new DecisionLog
        {
            Version = CurrentVersion,
            Location = target.Planned.Scenario.Location,
            Hash = HashOf(target.Planned.Scenario),
            Strategy = source.Mix.Name,
            From = source.From,
            Number = found.Trial.Number,
            Found = $"{found.Signature?.Kind}: {found.Signature?.Cause}",
            Choices = found.Trial.Choices ?? (found.Trial.Number is { } number ? source.ChoicesOf(target, number) : []),
        };
    }

    /// <summary>A hash over all that a scenario does.</summary>
    public static ulong HashOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ulong hash = Fnv1a.Empty;
        foreach (ScenarioStep step in scenario.Steps)
        {
            hash = Fnv1a.Append(hash, $"{step.Kind} {step.Text}\n{step.DocString}\n");
            IEnumerable<StepTableRow> rows = step.Table is { } table ? table.Rows.Prepend(table.Header) : [];
            hash = Fnv1a.Append(hash, string.Join('\n', rows.Select(static row => string.Join('|', row.Cells))));
        }

        return hash;
    }

    /// <summary>Reads a log.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="log">The log.</param>
    /// <param name="error">What is wrong, in one sentence.</param>
    public static bool TryRead(string text, [NotNullWhen(true)] out DecisionLog? log, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        log = null;
        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || lines[0].TrimEnd('\r') != Format)
        {
            error = $"it does not begin with the line \"{Format}\", so it is not a log of this format";
            return false;
        }

        OrderedDictionary<string, string> heads = new(StringComparer.Ordinal);
        List<Choice> choices = [];
        for (int i = 1; i < lines.Length; i++)
        {
            string[] words = lines[i].TrimEnd('\r').Split(' ', 4);
            if (
                words is ["choice", var pick, var alternatives, var who]
                && IsCount(pick, out int picked)
                && IsCount(alternatives, out int of)
            )
            {
                choices.Add(new Choice(who, of, picked));
            }
            else
            {
                int blank = lines[i].IndexOf(' ', StringComparison.Ordinal);
                heads[blank < 0 ? lines[i] : lines[i][..blank]] = blank < 0 ? "" : lines[i][(blank + 1)..].TrimEnd('\r');
            }
        }

        ulong from = 0;
        ulong hash = 0;
        ulong number = 0;
        string? missing = Heads.FirstOrDefault(name => !heads.ContainsKey(name));
        bool isRead =
            missing is null
            && ulong.TryParse(heads["hash"], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out hash)
            && ulong.TryParse(heads["from"], NumberStyles.None, CultureInfo.InvariantCulture, out from)
            && (
                !heads.TryGetValue("number", out string? numbered)
                || ulong.TryParse(numbered, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            );
        if (!isRead)
        {
            error = missing is null ? "a number in it cannot be read" : $"the line \"{missing}\" is missing";
            return false;
        }

        error = null;
        log = new DecisionLog
        {
            Version = heads["version"],
            Location = heads["feature"],
            Hash = hash,
            Strategy = heads["strategy"],
            From = from,
            Number = heads.ContainsKey("number") ? number : null,
            Found = heads["found"],
            Choices = choices,
        };
        return true;
    }

    /// <summary>The text of the file.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(Format);
        text.AppendLine(CultureInfo.InvariantCulture, $"version {Version}");
        text.AppendLine(CultureInfo.InvariantCulture, $"feature {Location}");
        text.AppendLine(CultureInfo.InvariantCulture, $"hash {Hash:x16}");
        text.AppendLine(CultureInfo.InvariantCulture, $"strategy {Strategy}");
        text.AppendLine(CultureInfo.InvariantCulture, $"from {From}");
        if (Number is { } number)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"number {number}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"found {Found}");
        foreach (Choice choice in Choices)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"choice {choice.Pick} {choice.Alternatives} {choice.Who}");
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    private static bool IsCount(string text, out int count) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
