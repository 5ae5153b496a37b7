using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>Plans a run, runs it, and reports it.</summary>
internal static class ScenarioRun
{
    /// <summary>Runs everything, or as much as fits before <see cref="Surroundings.Stop"/>: the current scenario is finished.</summary>
    public static Outcome Execute(RunOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        RunReport report = new(surroundings, options);
        report.Start();
        RunPlan plan;
        try
        {
            plan = RunPlan.Make(options, vocabulary, surroundings);
        }
        catch (OperationCanceledException)
        {
            return Outcome.Interrupted(surroundings, "interrupted while reading the features; nothing was run.");
        }

        if (plan.Refuse(surroundings) is { } refused)
        {
            return refused;
        }

        if (options.DryRun && options.Reports.Count > 0)
        {
            return Outcome.Usage("--report describes a run, and --dry-run runs nothing: give only one of them.");
        }

        if (options.DryRun)
        {
            DryRun.Write(plan, surroundings);
            return Outcome.Success;
        }

        return Execute(plan, options, vocabulary, report, surroundings);
    }

    private static Outcome Execute(RunPlan plan, RunOptions options, StepVocabulary vocabulary, RunReport report, Surroundings surroundings)
    {
        try
        {
            if (OutputPaths.FindTrouble(options, plan.Runs) is { } trouble)
            {
                return Outcome.Usage(trouble);
            }

            using var outputs = RunOutputs.Open(options, plan, surroundings);
            using CancellationTokenRegistration word = surroundings.Stop.Register(() => SayThatItEnds(surroundings));
            long startedAt = Stopwatch.GetTimestamp();
            TimeProvider? clock = outputs.HasReports ? surroundings.Clock : null;
            int finished = RunAll(plan, options, vocabulary, report, outputs, clock, surroundings.Stop);
            bool cutShort = finished < plan.Runs.Count && surroundings.Stop.IsCancellationRequested;
            outputs.Finish(Stopwatch.GetElapsedTime(startedAt), report, cutShort);
            if (report.Results is { } results && finished == plan.Runs.Count)
            {
                ResultFile.Write(options.ResultsPath!, HeaderOf(plan, options), results.Rows);
            }

            report.Finish(Stopwatch.GetElapsedTime(startedAt), plan.Runs.Count);
            return cutShort
                    ? Outcome.Interrupted(
                        surroundings,
                        string.Create(CultureInfo.InvariantCulture, $"interrupted: {finished} of {plan.Runs.Count} scenarios were run.")
                    )
                : outputs.HasLost || report.HasBroken ? new Outcome(ExitCode.Usage, null)
                : report.HasFailures ? Outcome.Failure(null)
                : Outcome.Success;
        }
        catch (Exception exception) when (exception is (IOException and not StandardOutputException) or UnauthorizedAccessException)
        {
            return Outcome.Usage(exception.Message);
        }
    }

    private static ResultHeader HeaderOf(RunPlan plan, RunOptions options)
    {
        Scenario[] scenarios = [.. plan.Runs.Select(static run => run.Scenario).Distinct()];
        return new ResultHeader
        {
            Command = "run",
            Version = ResultHeader.CurrentVersion,
            Settings = $"backend {string.Join(", ", options.Backends)}",
            Scenarios = scenarios.Length,
            Features = ResultHeader.HashOf(scenarios),
            From = options.Seed,
            Seeds = options.Seeds,
            Part = options.Shard.Index,
            Parts = options.Shard.Of,
        };
    }

    private static int RunAll(
        RunPlan plan,
        RunOptions options,
        StepVocabulary vocabulary,
        RunReport report,
        RunOutputs outputs,
        TimeProvider? clock,
        CancellationToken stop
    )
    {
        int finished = 0;
        using var run = TestRun.Start(vocabulary, clock);
        report.Tell(run.TakeOutput());
        using RunWorkers workers = new(run, options, outputs.Begin, stop);
        foreach (RunRecord record in workers.Run(plan.Runs, (planned, number) => report.Begin(planned, number, plan.Runs.Count)))
        {
            outputs.Take(record);
            report.End(record);
            finished++;
            if (options.FailFast && report.HasTrouble)
            {
                break;
            }
        }

        run.Dispose();
        report.Tell(run.TakeOutput());
        foreach (string error in run.Errors)
        {
            report.Complain(error);
        }

        return finished;
    }

    /// <summary>At once, because the current scenario may take a while.</summary>
    private static void SayThatItEnds(Surroundings surroundings)
    {
        if (!surroundings.ReaderGone)
        {
            surroundings.Error.WriteLine("finishing the current scenario; press Ctrl-C again to stop at once.");
        }
    }
}
