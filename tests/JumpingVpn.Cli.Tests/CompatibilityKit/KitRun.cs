using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>Runs a sample with our command, and reads off its exit code and its text what became of each scenario.</summary>
internal sealed partial class KitRun(KitSample sample, string steps)
{
    private readonly Dictionary<string, string> _refused = new(StringComparer.Ordinal);
    private readonly Queue<KitReport> _reports = new();

    public IReadOnlyList<KitOutcome> Outcomes { get; private set; } = [];

    /// <summary>True if every call of the command ended with 0.</summary>
    public bool Success { get; private set; } = true;

    /// <summary>What the command wrote on its standard error.</summary>
    public string Errors { get; private set; } = string.Empty;

    /// <summary>
    /// Calls the command with the files of the sample. Where it refuses them because of some steps, it is called again with the scenarios
    /// that do without these steps.
    /// </summary>
    public async Task ExecuteAsync()
    {
        await CallAsync(sample.Paths);
        KitScenario[] others = [.. sample.Scenarios.Where(scenario => !IsRefused(scenario))];
        if (_refused.Count > 0 && others.Length > 0)
        {
            await CallAsync([.. others.Select(scenario => scenario.Path)]);
        }

        Outcomes = [.. sample.Scenarios.Select(OutcomeOf)];
    }

    private async Task CallAsync(IReadOnlyList<string> paths)
    {
        (int code, string? output, string? error) = await CliCall.RunAsync(["run", .. paths, "--steps", steps]);
        Success &= code == 0;
        Errors += error;
        foreach (Match match in RefusedStep().Matches(error))
        {
            _refused[match.Groups["text"].Value] = match.Groups["ambiguous"].Success ? KitOutcome.Ambiguous : KitOutcome.Undefined;
        }

        foreach (KitReport report in KitReport.Read(output))
        {
            _reports.Enqueue(report);
        }
    }

    private bool IsRefused(KitScenario scenario) => scenario.Steps.Any(_refused.ContainsKey);

    private KitOutcome OutcomeOf(KitScenario scenario)
    {
        if (IsRefused(scenario))
        {
            IEnumerable<string> statuses = scenario.Steps.Select(step => _refused.GetValueOrDefault(step, "-"));
            return new KitOutcome(scenario.Name, KitOutcome.Worst(statuses), [.. statuses]);
        }

        return !_reports.TryDequeue(out KitReport? report) ? new KitOutcome(scenario.Name, "refused", [])
            : !report.Title.Contains(scenario.Name, StringComparison.Ordinal) ? new KitOutcome(report.Title, "another scenario", [])
            : report.OutcomeOf(scenario);
    }

    // e.g. `x.feature:4:5: Given a step: there is no such step`
    [GeneratedRegex(
        @"^.+:\d+:\d+: (?:Given|When|Then|And|But|\*) (?<text>.+): (?:there is no such step|(?<ambiguous>the step is ambiguous))",
        RegexOptions.Multiline
    )]
    private static partial Regex RefusedStep();
}
