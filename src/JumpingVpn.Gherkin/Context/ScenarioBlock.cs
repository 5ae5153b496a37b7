namespace JumpingVpn.Gherkin;

/// <summary>The kind of steps that a scenario is at.</summary>
public enum ScenarioBlock
{
    /// <summary>No step has begun.</summary>
    None,

    /// <summary>The Given steps.</summary>
    Given,

    /// <summary>The When steps.</summary>
    When,

    /// <summary>The Then steps.</summary>
    Then,
}
