namespace JumpingVpn.Gherkin;

/// <summary>
/// The context of one scenario. The instances that the caller of the runner passes are found here under their type as well as by
/// constructor injection.
/// </summary>
public sealed class ScenarioContext : ContextDictionary
{
    internal ScenarioContext(ScenarioInfo scenarioInfo)
    {
        ScenarioInfo = scenarioInfo;
    }

    /// <summary>The facts of the scenario.</summary>
    public ScenarioInfo ScenarioInfo { get; }

    /// <summary>The kind of steps that the scenario is at.</summary>
    public ScenarioBlock CurrentScenarioBlock { get; internal set; }

    /// <summary>The context of the current step; null outside of steps and step hooks.</summary>
    public ScenarioStepContext? StepContext { get; internal set; }

    /// <summary>Ends the step as pending: planned, not written yet.</summary>
    /// <exception cref="PendingStepException">Always.</exception>
    public static void StepIsPending() => throw new PendingStepException();
}
