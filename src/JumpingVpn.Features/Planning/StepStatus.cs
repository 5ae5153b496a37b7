namespace JumpingVpn.Features.Planning;

/// <summary>What became of a step.</summary>
public enum StepStatus
{
    /// <summary>It ran to its end.</summary>
    Passed,

    /// <summary>It threw: what it claims does not hold.</summary>
    Failed,

    /// <summary>It was not run, because a step before it did not pass or the scenario cannot be run.</summary>
    Skipped,

    /// <summary>The vocabulary has no such step.</summary>
    Undefined,

    /// <summary>The vocabulary has several such steps.</summary>
    Ambiguous,

    /// <summary>It is bound, but not written yet.</summary>
    Pending,

    /// <summary>It asks for what cannot be.</summary>
    Broken,
}
