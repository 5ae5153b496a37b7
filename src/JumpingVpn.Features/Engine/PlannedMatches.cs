using System.Globalization;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.ErrorHandling;
using Reqnroll.Infrastructure;

namespace JumpingVpn.Features.Engine;

/// <summary>Answers Reqnroll's question for the step definition with what the plan found already; one a worker.</summary>
internal sealed class PlannedMatches(
    IBindingRegistry registry,
    IStepArgumentTypeConverter converter,
    IErrorProvider errors,
    IMatchArgumentCalculator calculator
) : StepDefinitionMatchService(registry, converter, errors, calculator), IStepDefinitionMatchService
{
    /// <summary>What the plan found for the step that is run next; null to look it up.</summary>
    public BindingMatch? Next { get; set; }

    BindingMatch IStepDefinitionMatchService.GetBestMatch(
        StepInstance stepInstance,
        CultureInfo bindingCulture,
        out StepDefinitionAmbiguityReason ambiguityReason,
        out List<BindingMatch> candidatingMatches
    )
    {
        if (Next is not { } planned)
        {
            return GetBestMatch(stepInstance, bindingCulture, out ambiguityReason, out candidatingMatches);
        }

        // A step that calls steps asks again, and that is not planned.
        Next = null;
        ambiguityReason = StepDefinitionAmbiguityReason.None;
        var match = new BindingMatch(
            planned.StepBinding,
            planned.ScopeMatches,
            [.. planned.Arguments.Select(argument => Fresh(argument, stepInstance))],
            stepInstance.StepContext
        );
        candidatingMatches = [match];
        return match;
    }

    // A step may change the table that it gets, and the scenario may be run again.
    private static MatchArgument Fresh(MatchArgument argument, StepInstance step) =>
        argument.Value is Table ? new MatchArgument(step.TableArgument) : argument;
}
