using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.Running;

/// <summary>What became of one step.</summary>
/// <param name="Step">The step.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Message">Why it did not pass, in plain words; null for a step that passed or was skipped.</param>
/// <param name="Error">What it threw, or null.</param>
public sealed record StepResult(ScenarioStep Step, StepStatus Status, string? Message = null, Exception? Error = null)
{
    /// <summary>How long it took by the clock of the run; zero for a run without a clock, and for a step that was not run.</summary>
    public TimeSpan Elapsed { get; init; }
}
