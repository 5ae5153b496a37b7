using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>Runs what might be a smaller scenario as <c>jumpingvpn run</c> would, and says whether it fails in the same way.</summary>
internal sealed class Attempt(ScenarioWorker worker, ScenarioPlanner planner, Scenario like, Signature wanted, ulong seed)
{
    /// <summary>What endpoints run.</summary>
    public required EndpointPrograms Programs { get; init; }

    /// <summary>Whether a scenario must pass where its faults are left out. What strangers promise, they promise of a story: without the
    /// server, a client breaks its promise with no fault at all.</summary>
    public bool NeedsFaults { get; init; }

    /// <summary>How many were run.</summary>
    public int Count { get; private set; }

    /// <summary>What the last run that failed in the same way said.</summary>
    public string? Message { get; private set; }

    /// <summary>A hash over the trace of the last run, or of that part which shows who was named.</summary>
    public ulong Trace { get; private set; }

    /// <summary>Whether these lines, as a scenario, fail in the same way.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="underSeed">The seed; null for that of the finding.</param>
    /// <param name="named">Whom <see cref="Trace"/> is about, in quotation marks; nobody for all.</param>
    public bool Fails(IReadOnlyList<Line> lines, ulong? underSeed = null, IReadOnlyList<string>? named = null)
    {
        PlannedScenario planned = planner.Plan(ToScenario(lines));
        if (!planned.IsRunnable)
        {
            return false;
        }

        ScenarioResult result = Run(planned, underSeed, new TraceOf(named ?? []));
        var signature = Signature.Of(result, planned);
        bool fails = signature == wanted;
        ulong trace = Trace;
        fails = fails && (!NeedsFaults || (lines.Any(static line => line.IsFault) && PassesWithoutFaults(lines)));
        Trace = trace; // of the lines, and not of what they are compared with
        Message = fails ? Signature.WordsOf(result) : Message;
        return fails;
    }

    /// <summary>Whether these lines, as a scenario, pass where their faults are left out.</summary>
    public bool PassesWithoutFaults(IEnumerable<Line> lines)
    {
        PlannedScenario planned = planner.Plan(ToScenario([.. lines.Where(static line => !line.IsFault)]));
        return planned.IsRunnable && Run(planned, underSeed: null, new TraceOf([])).Outcome == ScenarioOutcome.Passed;
    }

    private ScenarioResult Run(PlannedScenario planned, ulong? underSeed, TraceOf trace)
    {
        Count++;
        var watch = new ReferenceWatch();
        ScenarioResult result = worker.Run(
            planned,
            new LabSettings
            {
                Backend = BackendTags.Simulated,
                Seed = underSeed ?? seed,
                Folder = like.Feature.Folder,
                Programs = Programs,
                Witness = watch,
                Disturber = watch,
                TraceLine = trace.Add,
            }
        );
        Trace = trace.Hash;
        return result;
    }

    public Scenario ToScenario(IReadOnlyList<Line> lines) =>
        like with
        {
            Rule = null,
            Description = string.Empty,
            Arguments = [],
            OwnTags = wanted.Kind == FindingKind.Reference ? [ReferenceWatch.Tag] : [],
            InheritedTags = [],
            Steps = [.. lines.Select((line, i) => line.ToStep(i == 0 ? null : lines[i - 1]))],
        };
}
