using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.Running;

/// <summary>What became of one run of a scenario.</summary>
public sealed record ScenarioResult
{
    /// <summary>The scenario.</summary>
    public required Scenario Scenario { get; init; }

    /// <summary>What became of it.</summary>
    public required ScenarioOutcome Outcome { get; init; }

    /// <summary>The steps in order; all of them, run or not.</summary>
    public required IReadOnlyList<StepResult> Steps { get; init; }

    /// <summary>The first thing that went wrong, in plain words; null for a success.</summary>
    public string? Message { get; init; }

    /// <summary>The first exception, or null.</summary>
    public Exception? Error { get; init; }

    /// <summary>What hooks and disposed objects had to complain about besides the steps.</summary>
    public IReadOnlyList<string> HookErrors { get; init; } = [];

    /// <summary>What steps wrote by <c>IReqnrollOutputHelper</c>, line by line.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>The paths that steps named by <c>IReqnrollOutputHelper.AddAttachment</c>.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>The first step that did not pass, or null if none is to blame.</summary>
    public StepResult? FailedStep => Steps.FirstOrDefault(step => step.Status is not (StepStatus.Passed or StepStatus.Skipped));

    /// <summary><c>path:line</c> of the step to blame; without one, of the scenario.</summary>
    public string Location => FailedStep is { } failed ? $"{Scenario.Feature.Path}:{failed.Step.Line}" : Scenario.Location;
}
