namespace JumpingVpn.Gherkin.Running;

/// <summary>
/// What became of a scenario. Only <see cref="Passed"/> is a success; <see cref="Skipped"/> was asked for by <c>@ignore</c>.
/// </summary>
public enum ScenarioOutcome
{
    /// <summary>Every step and hook ran to its end.</summary>
    Passed,

    /// <summary>A step or a hook threw, or the arguments of a step do not fit its method.</summary>
    Failed,

    /// <summary>The tag <c>@ignore</c> stands on the scenario or above it.</summary>
    Skipped,

    /// <summary>The vocabulary lacks one of the steps; nothing was run.</summary>
    Undefined,

    /// <summary>The vocabulary has several methods for one of the steps; nothing was run.</summary>
    Ambiguous,

    /// <summary>A step is not written yet.</summary>
    Pending,
}
