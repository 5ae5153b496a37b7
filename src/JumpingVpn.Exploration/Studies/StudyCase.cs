using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Studies;

/// <summary>One scenario of a study: whether it holds, and how long it waits for what it claims first.</summary>
/// <param name="planned">The scenario.</param>
/// <param name="programs">What endpoints run; null for those that the process shares. It stays the caller's.</param>
public sealed class StudyCase(PlannedScenario planned, EndpointPrograms? programs = null)
{
    /// <summary>The scenario.</summary>
    public PlannedScenario Planned => planned;

    /// <summary>The step that is measured: the first Then that waits for something. −1 where there is none.</summary>
    public int MeasuredStep { get; } = FirstWait(planned);

    /// <summary>Runs it under one seed, on the simulated network.</summary>
    /// <param name="prepared">The same scenario, prepared by the worker of the calling thread.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="sample">What came of it.</param>
    /// <returns>Why it cannot be studied, and then the sample says nothing; null otherwise.</returns>
    public Obstacle? Run(PreparedScenario prepared, ulong seed, out StudySample sample)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var meter = new WaitMeter(MeasuredStep);
        ScenarioResult result = prepared.Run(
            new LabSettings
            {
                Backend = BackendTags.Simulated,
                Seed = seed,
                Folder = planned.Scenario.Feature.Folder,
                Programs = programs ?? LabSettings.SharedPrograms,
                Witness = MeasuredStep < 0 ? null : meter,
            }
        );
        bool holds = result.Outcome == ScenarioOutcome.Passed;
        sample = new StudySample(holds, holds ? meter.Wait : null);
        return Obstacle.Of(result);
    }

    private static int FirstWait(PlannedScenario planned)
    {
        ArgumentNullException.ThrowIfNull(planned);
        for (int i = 0; i < planned.Steps.Count; i++)
        {
            PlannedStep step = planned.Steps[i];
            if (step.Step.Kind == StepKind.Then && step.Binding?.Method.IsDefined(typeof(WaitsAttribute), inherit: true) == true)
            {
                return i;
            }
        }

        return -1;
    }
}
