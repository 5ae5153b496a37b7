namespace JumpingVpn.Gherkin.Documents;

/// <summary>The table below a step.</summary>
/// <param name="Header">The first row.</param>
/// <param name="Rows">The other rows.</param>
public sealed record StepTable(StepTableRow Header, IReadOnlyList<StepTableRow> Rows)
{
    internal DataTable ToDataTable()
    {
        var table = new DataTable([.. Header.Cells]);
        foreach (var row in Rows)
        {
            table.AddRow([.. row.Cells]);
        }

        return table;
    }
}
