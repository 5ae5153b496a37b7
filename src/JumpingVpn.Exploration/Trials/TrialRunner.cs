using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Trials;

/// <summary>Runs trials, one after the other, on the simulated network.</summary>
/// <remarks>Thread rule: one thread, that of its worker. Several runners may share targets once each has its profile.</remarks>
/// <param name="worker">Runs the scenarios; it stays the caller's.</param>
/// <param name="programs">What endpoints run; null for those that the process shares. It stays the caller's.</param>
/// <param name="fresh">The same where no endpoint has been before: what goes wrong is run there once more, and that counts. Null where
/// endpoints leave nothing behind.</param>
public sealed class TrialRunner(ScenarioWorker worker, EndpointPrograms? programs = null, EndpointPrograms? fresh = null)
{
    private readonly EndpointPrograms _programs = programs ?? LabSettings.SharedPrograms;
    private readonly Dictionary<Target, PreparedScenario> _prepared = new(ReferenceEqualityComparer.Instance);

    /// <summary>The states that its trials came to.</summary>
    public CoverageMap Seen { get; } = new();

    /// <summary>Whether the latest trial came to one that no other of this runner had come to.</summary>
    public bool HasNews { get; private set; }

    /// <summary>Runs a scenario without faults, and notes what it does.</summary>
    /// <returns>A finding where it does not pass even so, and an obstacle where it cannot be explored.</returns>
    public TrialResult Profile(Target target, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        TrialResult result = Profile(target, seed, _programs);
        return result.Signature is not null && fresh is not null ? Profile(target, seed, fresh) : result;
    }

    /// <summary>Runs a trial.</summary>
    public TrialResult Run(Trial trial)
    {
        ArgumentNullException.ThrowIfNull(trial);
        TrialResult result = Run(trial, _programs);
        return result.Signature is not null && fresh is not null ? Run(trial, fresh) : result;
    }

    private TrialResult Profile(Target target, ulong seed, EndpointPrograms running)
    {
        var recorder = new ProfileRecorder(target.Planned.Steps.Count);
        var watch = new ReferenceWatch(recorder, recorder);
        ScenarioResult result = PreparedOf(target)
            .Run(
                new LabSettings
                {
                    Backend = BackendTags.Simulated,
                    Seed = seed,
                    Folder = target.Planned.Scenario.Feature.Folder,
                    Programs = running,
                    Witness = watch,
                    Disturber = watch,
                }
            );
        var obstacle = Obstacle.Of(result);
        Signature? wrong = obstacle is null ? Signature.Of(result, target.Planned) : null;
        ScenarioProfile profile = recorder.ToProfile(seed);
        target.Profile = wrong is null && obstacle is null && profile.Boundaries.Count == target.Planned.Steps.Count ? profile : null;
        return new TrialResult(new Trial(target, seed, FaultPlan.Empty), wrong, Signature.WordsOf(result), [], EndedAt: -1)
        {
            Title = wrong?.TitleOf(result, target.Planned),
            FailedAt = Signature.FailedAt(result, target.Planned),
            Obstacle = obstacle,
        };
    }

    private TrialResult Run(Trial trial, EndpointPrograms running)
    {
        PlannedScenario planned = trial.Target.Planned;
        var injector = new FaultInjector(trial.Plan, planned.Scenario);
        var judge = new FaultJudge(planned, injector, isSeedSeen: trial.Seed == trial.Target.Profile?.Seed);
        var coverage = new RunCoverage();
        var watch = new ReferenceWatch(injector) { Coverage = coverage };
        var settings = new LabSettings
        {
            Backend = BackendTags.Simulated,
            Seed = trial.Seed,
            Folder = planned.Scenario.Feature.Folder,
            Programs = running,
            Witness = watch,
            Disturber = watch,
        };
        ScenarioResult result = PreparedOf(trial.Target).Run(judge, settings);
        var wrong = Signature.Of(result, planned);
        HasNews = false;
        foreach (CoveredState state in coverage.States)
        {
            HasNews |= Seen.Add(state.State);
        }

        return new TrialResult(trial, wrong, Signature.WordsOf(result), injector.Struck, judge.EndedAt)
        {
            Title = wrong?.TitleOf(result, planned),
            FailedAt = Signature.FailedAt(result, planned),
            HasExcused = judge.HasExcused,
            States = trial.Choices is null ? [] : coverage.States,
        };
    }

    private PreparedScenario PreparedOf(Target target)
    {
        if (!_prepared.TryGetValue(target, out PreparedScenario? prepared))
        {
            _prepared.Add(target, prepared = worker.Prepare(target.Planned));
        }

        return prepared;
    }
}
