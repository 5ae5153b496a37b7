namespace JumpingVpn.Features.Running;

/// <summary>What it means for a run that a step threw.</summary>
public enum StepVerdict
{
    /// <summary>The scenario has failed.</summary>
    Fails,

    /// <summary>The step counts as passed, and the next one follows.</summary>
    GoesOn,

    /// <summary>The step counts as passed, and none follows: the scenario ends here as one that has passed, with the hooks after
    /// it.</summary>
    Ends,
}
