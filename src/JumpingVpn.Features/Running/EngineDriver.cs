using System.Collections.Specialized;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Tags;
using Reqnroll;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Running;

/// <summary>Scenarios on Reqnroll's own engine.</summary>
internal sealed class EngineDriver(ITestRunner runner) : IScenarioDriver
{
    private readonly PlannedMatches _matches = (PlannedMatches)
        runner.TestThreadContext.TestThreadContainer.Resolve<IStepDefinitionMatchService>();

    private PlannedScenario? _planned;

    public ScenarioContext Begin(PlannedScenario planned)
    {
        _planned = planned;
        runner.OnScenarioInitialize(InfoOf(planned.Scenario), RuleOf(planned.Scenario));
        return runner.ScenarioContext;
    }

    public void Start() => Awaiting.Finish(runner.OnScenarioStartAsync());

    public void Step(int index)
    {
        PlannedStep step = _planned!.Steps[index];
        _matches.Next = step.Match;
        try
        {
            Awaiting.Finish(Call(step.Step));
        }
        finally
        {
            _matches.Next = null;
        }
    }

    public void EndBlock() => Awaiting.Finish(runner.CollectScenarioErrorsAsync());

    public void End() => Awaiting.Finish(runner.OnScenarioEndAsync());

    /// <summary>The cells of an Examples row, in an object of the scenario's own: Reqnroll lets a step change it.</summary>
    public static OrderedDictionary ArgumentsOf(Scenario scenario)
    {
        var arguments = new OrderedDictionary();
        foreach ((string? column, string? cell) in scenario.Arguments)
        {
            arguments[column] = cell;
        }

        return arguments;
    }

    public static RuleInfo? RuleOf(Scenario scenario) => scenario.Rule is null ? null : new RuleInfo(scenario.Rule, string.Empty, []);

    private static ScenarioInfo InfoOf(Scenario scenario) =>
        new(scenario.Name, scenario.Description, BareTags.Of(scenario.OwnTags), ArgumentsOf(scenario), BareTags.Of(scenario.InheritedTags));

    private Task Call(ScenarioStep step)
    {
        var table = step.Table?.ToDataTable();
        return step.Kind switch
        {
            StepKind.Given => runner.GivenAsync(step.Text, step.DocString, table, step.Keyword + " "),
            StepKind.When => runner.WhenAsync(step.Text, step.DocString, table, step.Keyword + " "),
            _ => runner.ThenAsync(step.Text, step.DocString, table, step.Keyword + " "),
        };
    }
}
