namespace JumpingVpn.Gherkin;

/// <summary>The context of one step, for step hooks.</summary>
public sealed class ScenarioStepContext : ContextDictionary
{
    internal ScenarioStepContext(StepInfo stepInfo)
    {
        StepInfo = stepInfo;
    }

    /// <summary>The facts of the step.</summary>
    public StepInfo StepInfo { get; }
}
