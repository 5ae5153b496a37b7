using Io.Cucumber.Messages.Types;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Reports.Messages;

/// <summary>
/// The steps of one of several combinations of an Examples row. Cucumber's own parser knows no combinations: it fills the whole cell in.
/// </summary>
internal static class CombinationSteps
{
    /// <summary>The steps of the pickle with what the scenario says.</summary>
    public static IEnumerable<PickleStep> Of(Pickle pickle, Features.Documents.Scenario scenario) =>
        pickle.Steps.Zip(
            scenario.Steps,
            static (step, own) => new PickleStep(ArgumentOf(step.Argument, own), step.AstNodeIds, step.Id, step.Type, own.Text)
        );

    private static PickleStepArgument? ArgumentOf(PickleStepArgument? argument, ScenarioStep step) =>
        step.Table is { } table ? PickleStepArgument.Create(new PickleTable([.. table.Rows.Prepend(table.Header).Select(RowOf)]))
        : step.DocString is { } text ? PickleStepArgument.Create(new PickleDocString(argument?.DocString?.MediaType, text))
        : null;

    private static PickleTableRow RowOf(StepTableRow row) => new([.. row.Cells.Select(static cell => new PickleTableCell(cell))]);
}
