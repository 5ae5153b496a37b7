using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Gherkin.Running;
using JumpingVpn.Gherkin.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>Runs what a plan says, one scenario after the other on the calling thread.</summary>
internal static class ScenarioRun
{
    /// <summary>Runs everything, or as much as fits before <see cref="Surroundings.Stop"/>: a scenario under way is finished.</summary>
    public static Outcome Execute(RunOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        RunReport report = new(surroundings, options.Seed);
        report.Start();
        RunPlan plan = RunPlan.Make(options, vocabulary);
        if (plan.Refusal is { } refusal)
        {
            foreach (string error in plan.Errors)
            {
                surroundings.Error.WriteLine(error);
            }

            return Outcome.Usage(refusal);
        }

        if (options.CapturePath is not null && plan.Runs.Any(static run => run.Backend != Backends.Simulated))
        {
            return Outcome.Usage(
                "--pcap shows what the simulated network carries: give --backend sim. For real sockets, capture the loopback interface.");
        }

        string file = $"--trace '{options.TracePath}'";
        try
        {
            using TraceFile? trace = options.TracePath is null ? null : TraceFile.Create(options.TracePath);
            file = $"--pcap '{options.CapturePath}'";
            using Stream? capture = options.CapturePath is null ? null : new BufferedStream(File.Create(options.CapturePath), 1 << 16);
            file = trace is null ? file : $"--trace '{options.TracePath}'";
            using CancellationTokenRegistration word = surroundings.Stop.Register(() => SayThatItEnds(surroundings));
            int finished = RunAll(plan, vocabulary, options.Seed, report, trace, capture, surroundings.Stop);
            if (trace is not null && options.ReportsTrace)
            {
                report.Trace(trace);
            }

            report.Finish();
            return finished < plan.Runs.Count ? Outcome.Interrupted(
                    surroundings, string.Create(CultureInfo.InvariantCulture, $"interrupted: {finished} of {plan.Runs.Count} scenarios were run."))
                : report.HasFailures ? Outcome.Failure(null)
                : Outcome.Success;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Outcome.Usage($"{file}: the file cannot be written: {exception.Message}");
        }
    }

    private static int RunAll(
        RunPlan plan, StepVocabulary vocabulary, ulong seed, RunReport report, TraceFile? trace, Stream? capture, CancellationToken stop)
    {
        int finished = 0;
        using var run = TestRun.Start(vocabulary);
        foreach (var feature in plan.Runs.GroupBy(static planned => planned.Bound.Scenario.Feature))
        {
            using FeatureRun featureRun = run.StartFeature(feature.Key);
            foreach (PlannedRun planned in feature.TakeWhile(_ => !stop.IsCancellationRequested))
            {
                report.Begin(planned, finished + 1, plan.Runs.Count);
                long startedAt = Stopwatch.GetTimestamp();
                trace?.Begin(planned, seed);
                Action<string>? traceLine = trace is null ? null : trace.WriteLine;
                var settings = new LabSettings { Backend = planned.Backend, Seed = seed, TraceLine = traceLine, Capture = capture };
                ScenarioResult result = featureRun.Run(planned.Bound, settings);
                trace?.End(result.Outcome.ToString().ToLowerInvariant());
                report.End(planned, result, startedAt);
                finished++;
            }
        }

        run.Dispose();
        foreach (string error in run.Errors)
        {
            report.Complain(error);
        }

        return finished;
    }

    /// <summary>At once, because the scenario under way may take its time.</summary>
    private static void SayThatItEnds(Surroundings surroundings)
    {
        if (!surroundings.ReaderGone())
        {
            surroundings.Error.WriteLine("finishing the scenario under way; interrupt again to end at once.");
        }
    }
}
