using System.Globalization;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Repeats a finding from its log, choice by choice.</summary>
internal static class DecisionReplay
{
    public static Outcome Execute(string path, bool isolate, StepVocabulary vocabulary, Surroundings surroundings)
    {
        string text;
        try
        {
            text = BoundedFile.ReadText(path, longest: 16);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Outcome.Usage($"'{path}' cannot be read: {FileTrouble.Explain(path, exception)}.");
        }

        if (!DecisionLog.TryRead(text, out DecisionLog? log, out string? error))
        {
            return Outcome.Usage($"'{path}': {error}.");
        }

        if (log.Version != DecisionLog.CurrentVersion)
        {
            return Outcome.Usage(
                $"'{path}' was written by version {log.Version}, and this is {DecisionLog.CurrentVersion}: explore again."
            );
        }

        if (StrategyMix.All.FirstOrDefault(mix => mix.Name == log.Strategy) is not { } mix)
        {
            return Outcome.Usage($"'{path}' names the strategy '{log.Strategy}', which does not exist.");
        }

        var plan = RunPlan.Make(new RunOptions { Paths = [log.Location], Seed = log.From }, vocabulary, surroundings);
        if (plan.Refusal is { } refusal)
        {
            return Outcome.Usage($"'{path}' is about {log.Location}: {string.Join("; ", plan.Errors.DefaultIfEmpty(refusal))}.");
        }

        var target = Target.Of(new ScenarioPlanner(vocabulary), plan.Runs[0].Plan);
        return plan.Runs.Count > 1 || DecisionLog.HashOf(target.Planned.Scenario) != log.Hash
            ? Outcome.Usage($"{log.Location} is not the same scenario as when '{path}' was written: explore it again.")
            : Repeat(log, target, new TrialSource(mix, log.From), isolate, vocabulary, surroundings);
    }

    private static Outcome Repeat(
        DecisionLog log,
        Target target,
        TrialSource source,
        bool isolate,
        StepVocabulary vocabulary,
        Surroundings surroundings
    )
    {
        EndpointPrograms programs = ChildHost.ProgramsOf(isolate);
        try
        {
            return Repeat(log, target, source, programs, vocabulary, surroundings);
        }
        finally
        {
            ChildHost.Release(programs);
        }
    }

    private static Outcome Repeat(
        DecisionLog log,
        Target target,
        TrialSource source,
        EndpointPrograms programs,
        StepVocabulary vocabulary,
        Surroundings surroundings
    )
    {
        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();
        var runner = new TrialRunner(worker, programs);
        TrialResult result = runner.Profile(target, log.From);
        if (result.Obstacle is { } obstacle)
        {
            return Outcome.Usage($"{obstacle.Location}: {obstacle.Reason}");
        }

        if (log.Number is { } number)
        {
            if (result.Signature is not null)
            {
                return Tell(result, log, surroundings);
            }

            var choices = new RepeatedChoices(log.Choices);
            try
            {
                if (source.Repeat(target, number, choices) is not { } trial)
                {
                    return Outcome.Failure("the choices in the log no longer lead to a fault.");
                }

                result = runner.Run(trial);
            }
            catch (DivergenceException exception)
            {
                return Outcome.Failure($"{exception.Message}.");
            }
        }

        return Tell(result, log, surroundings);
    }

    private static Outcome Tell(TrialResult result, DecisionLog log, Surroundings surroundings)
    {
        surroundings.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{log.Location}, seed {result.Trial.Seed}, {log.Choices.Count} choices repeated")
        );
        foreach (Fault fault in result.Struck)
        {
            surroundings.Out.WriteLine($"  before step {fault.BeforeStep + 1}: {fault.Sentence}");
        }

        if (result.Signature is not { } signature)
        {
            surroundings.Out.WriteLine("passes now.");
            return Outcome.Success;
        }

        surroundings.Out.WriteLine(result.Message);
        string found = $"{signature.Kind}: {signature.Cause}";
        surroundings.Out.WriteLine(found == log.Found ? "the same as in the log." : $"not the same as in the log: {log.Found}");
        return Outcome.Failure(null);
    }
}
