using System.Globalization;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Neighbourhoods;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Runs what is around a finding, after a fix: the same under other seeds, at other times, in other places.</summary>
internal sealed class AroundRun(AroundOptions options, StepVocabulary vocabulary, Surroundings surroundings) : IDisposable
{
    private const string LogExtension = ".decisions";

    private readonly EndpointPrograms _programs = ChildHost.ProgramsOf(options.Isolate);
    private readonly AroundCounts[] _counts = [.. Enum.GetValues<NeighbourKind>().Select(static kind => new AroundCounts(kind))];
    private string? _first;

    public Outcome Execute()
    {
        DecisionLog? log = null;
        bool isLog = Path.GetExtension(options.File) == LogExtension;
        string logPath = isLog ? options.File : Path.ChangeExtension(options.File, LogExtension);
        if (isLog || File.Exists(logPath))
        {
            if (ReadLog(logPath, out log) is { } wrong)
            {
                return Outcome.Usage(wrong);
            }
        }

        string feature = isLog ? log!.Location : options.File;
        var plan = RunPlan.Make(new RunOptions { Paths = [feature], Seed = options.From }, vocabulary, surroundings);
        if (plan.Refusal is { } refusal)
        {
            return Outcome.Usage($"{feature}: {string.Join(' ', plan.Errors.Append(refusal))}");
        }

        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();
        var planner = new ScenarioPlanner(vocabulary);
        Scenario[] scenarios = [.. plan.Runs.Select(static it => it.Plan.Scenario)];
        if (isLog)
        {
            if (Under(log!, Target.Of(planner, plan.Runs[0].Plan), worker) is not { } under)
            {
                return Outcome.Failure("the choices in the log no longer lead to a fault: explore again.");
            }

            scenarios = [under];
        }

        var runner = new NeighbourRunner(worker, planner, _programs);
        foreach (Scenario scenario in scenarios)
        {
            if (Look(scenario, runner, log) is { } obstacle)
            {
                return Outcome.Usage($"the finding itself cannot be run: {obstacle}");
            }
        }

        return Tell();
    }

    /// <inheritdoc/>
    public void Dispose() => ChildHost.Release(_programs);

    private static string? ReadLog(string path, out DecisionLog? log)
    {
        log = null;
        try
        {
            return DecisionLog.TryRead(BoundedFile.ReadText(path, longest: 16), out log, out string? error) ? null : $"'{path}': {error}.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return $"'{path}' cannot be read: {FileTrouble.Explain(path, exception)}.";
        }
    }

    private Scenario? Under(DecisionLog log, Target target, ScenarioWorker worker)
    {
        if (log.Number is not { } number)
        {
            return target.Planned.Scenario;
        }

        new TrialRunner(worker, _programs).Profile(target, log.From);
        StrategyMix? mix = StrategyMix.All.FirstOrDefault(mix => mix.Name == log.Strategy);
        try
        {
            return mix is null || target.Profile is null ? null
                : new TrialSource(mix, log.From).Repeat(target, number, new RepeatedChoices(log.Choices)) is { } trial
                    ? Neighbourhood.Under(target, trial.Plan, log.Found)
                : null;
        }
        catch (DivergenceException)
        {
            return null;
        }
    }

    /// <summary>What counts as the finding: what the log says; without one, what the scenario itself does wrong; where it passes, whatever
    /// breaks more than its own claims.</summary>
    /// <returns>Why the scenario itself cannot be run; null if it can.</returns>
    private string? Look(Scenario scenario, NeighbourRunner runner, DecisionLog? log)
    {
        (bool canRun, Signature? own, string? why) = runner.Run(scenario, options.From);
        if (!canRun)
        {
            return why;
        }

        string? wanted = log?.Found ?? Name(own);
        foreach (Neighbour neighbour in Neighbourhood.Of(scenario))
        {
            AroundCounts counts = _counts[(int)neighbour.Kind];
            int seeds = neighbour.Kind == NeighbourKind.Seed ? options.Seeds * 10 : options.Seeds;
            for (int i = 0; i < seeds && !surroundings.Stop.IsCancellationRequested; i++)
            {
                ulong seed = options.From + (ulong)i;
                (bool isRunnable, Signature? signature, string? message) = runner.Run(neighbour.Scenario, seed);
                counts.Runs += isRunnable ? 1 : 0;
                bool fails = signature is not null && (wanted is null ? signature.Kind != FindingKind.Claim : Name(signature) == wanted);
                if (fails)
                {
                    counts.Failed++;
                    _first ??= string.Create(
                        CultureInfo.InvariantCulture,
                        $"{(neighbour.Words.Length == 0 ? "as it stands" : neighbour.Words)}, seed {seed}: {message?.Split('\n')[0]}"
                    );
                }
            }
        }

        return null;
    }

    private static string? Name(Signature? signature) => signature is null ? null : $"{signature.Kind}: {signature.Cause}";

    private Outcome Tell()
    {
        surroundings.Out.WriteLine($"around {options.File}");
        foreach (AroundCounts counts in _counts)
        {
            string what = counts.Kind switch
            {
                NeighbourKind.Seed => "the same under other seeds",
                NeighbourKind.Time => "at other times",
                _ => "in other places",
            };
            surroundings.Out.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {what}: {counts.Failed} of {counts.Runs} runs fail")
            );
        }

        int failed = _counts.Sum(static it => it.Failed);
        if (surroundings.Stop.IsCancellationRequested)
        {
            return Outcome.Interrupted(surroundings, "interrupted; the rest was not run.");
        }

        if (failed == 0)
        {
            surroundings.Out.WriteLine("none fails: it looks fixed.");
            return Outcome.Success;
        }

        bool isThere = _counts[(int)NeighbourKind.Seed].Failed > 0;
        surroundings.Out.WriteLine(
            isThere ? "it is still there." : "it has only moved: nothing fails at the place of the finding, but something fails near it."
        );
        surroundings.Out.WriteLine($"the first: {_first}");
        return Outcome.Failure(null);
    }
}
