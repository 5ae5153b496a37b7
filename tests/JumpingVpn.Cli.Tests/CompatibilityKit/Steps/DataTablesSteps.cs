using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps with a table below them.</summary>
[Binding]
public sealed class DataTablesSteps
{
    private string[][] _turned = [];

    [When("the following table is transposed:")]
    public void Transpose(DataTable table)
    {
        string[][] rows = RowsOf(table);
        _turned = [.. rows[0].Select((_, column) => rows.Select(row => row[column]).ToArray())];
    }

    [Then("it should be:")]
    public void Compare(DataTable expected) => Assert.Equal(RowsOf(expected), _turned);

    private static string[][] RowsOf(DataTable table) =>
        [
            [.. table.Header],
            .. table.Rows.Select(row => row.Values.ToArray()),
        ];
}
