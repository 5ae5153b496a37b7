using System.Globalization;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Tags;
using Reqnroll.Bindings;
using Reqnroll.BoDi;

namespace JumpingVpn.Features.Running;

/// <summary>A scenario prepared to be run without the engine between: its methods, arguments and the hooks in force for it.</summary>
internal sealed class RepeatedPlan
{
    private static readonly HookType[] HookTypes =
    [
        HookType.BeforeScenario,
        HookType.AfterScenario,
        HookType.BeforeScenarioBlock,
        HookType.AfterScenarioBlock,
        HookType.BeforeStep,
        HookType.AfterStep,
    ];

    private readonly BindingCall[][] _hooks = new BindingCall[Enum.GetValues<HookType>().Cast<int>().Max() + 1][];

    /// <summary>Looks up all that a run would look up.</summary>
    /// <param name="planned">A scenario that can be run.</param>
    /// <param name="container">Of the worker.</param>
    public RepeatedPlan(PlannedScenario planned, IObjectContainer container)
    {
        Scenario = planned.Scenario;
        Tags = BareTags.Of(Scenario.OwnTags);
        InheritedTags = BareTags.Of(Scenario.InheritedTags);
        var context = new StepContext(Scenario.Feature.Name, Scenario.Name, [.. Tags, .. InheritedTags], CultureInfo.InvariantCulture);
        IBindingRegistry registry = container.Resolve<IBindingRegistry>();
        foreach (HookType type in HookTypes)
        {
            _hooks[(int)type] = [.. HooksOf(registry, type, context).Select(static hook => new BindingCall(hook))];
        }

        var converter = (ArgumentConverter)container.Resolve<IStepArgumentTypeConverter>();
        Steps = [.. planned.Steps.Select(step => new RepeatedStep(step, new BindingCall(step.Match!.StepBinding), context, converter))];
    }

    public Scenario Scenario { get; }

    public string[] Tags { get; }

    public string[] InheritedTags { get; }

    public RepeatedStep[] Steps { get; }

    public BindingCall[] HooksOf(HookType type) => _hooks[(int)type];

    // The order is the engine's: a method once, by its order, else as they were found.
    private static IEnumerable<IHookBinding> HooksOf(IBindingRegistry registry, HookType type, StepContext context) =>
        registry
            .GetHooks(type)
            .Where(hook => !hook.IsScoped || hook.BindingScope.Match(context, out _))
            .GroupBy(static hook => hook.Method)
            .Select(static alike => alike.First())
            .OrderBy(static hook => hook.HookOrder);
}
