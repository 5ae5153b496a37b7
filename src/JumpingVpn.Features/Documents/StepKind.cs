namespace JumpingVpn.Features.Documents;

/// <summary>What a step is for; And, But and * take the kind of the step before them.</summary>
public enum StepKind
{
    /// <summary>Builds the world and its state.</summary>
    Given,

    /// <summary>One event.</summary>
    When,

    /// <summary>Facts that an observer can check.</summary>
    Then,
}
