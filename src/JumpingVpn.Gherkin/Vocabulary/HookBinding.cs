using System.Reflection;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>A method that runs around steps, scenarios, features or the whole run.</summary>
internal sealed class HookBinding(MethodInfo method, HookAttribute attribute)
{
    public BoundMethod Call { get; } = new(method);

    public BindingScope Scope { get; } = BindingScope.Of(method, attribute.Tags);

    public int Order { get; } = attribute.Order;

    public HookKind Kind { get; } = attribute switch
    {
        BeforeTestRunAttribute => HookKind.BeforeTestRun,
        AfterTestRunAttribute => HookKind.AfterTestRun,
        BeforeFeatureAttribute => HookKind.BeforeFeature,
        AfterFeatureAttribute => HookKind.AfterFeature,
        BeforeScenarioAttribute => HookKind.BeforeScenario,
        AfterScenarioAttribute => HookKind.AfterScenario,
        BeforeScenarioBlockAttribute => HookKind.BeforeScenarioBlock,
        AfterScenarioBlockAttribute => HookKind.AfterScenarioBlock,
        BeforeStepAttribute => HookKind.BeforeStep,
        AfterStepAttribute => HookKind.AfterStep,
        _ => throw new ArgumentException($"{attribute.GetType()} is no kind of hook that the runner knows.", nameof(attribute)),
    };
}
