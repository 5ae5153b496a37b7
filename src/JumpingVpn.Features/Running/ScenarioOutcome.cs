namespace JumpingVpn.Features.Running;

/// <summary>
/// What became of a scenario. Only <see cref="Passed"/> is a success; <see cref="Skipped"/> was asked for.
/// </summary>
public enum ScenarioOutcome
{
    /// <summary>Every step and hook ran to its end.</summary>
    Passed,

    /// <summary>What the scenario claims does not hold: a step or a hook threw.</summary>
    Failed,

    /// <summary>The scenario cannot say what it means: a step is missing, ambiguous or not written yet, or asks for what cannot
    /// be.</summary>
    Broken,

    /// <summary>The tag <c>@ignore</c> stands on the scenario or above it, or a step asked for it.</summary>
    Skipped,
}
