using Gherkin.Ast;
using Ast = Gherkin.Ast;

namespace JumpingVpn.Features.Documents;

/// <summary>Finds rows of tables that do not end with a bar: the parser leaves out what stands behind the last one without a
/// word.</summary>
internal sealed class RowCheck(string[] lines, Action<Ast.Location, string> report)
{
    /// <summary>Checks the tables of steps.</summary>
    public void Check(IEnumerable<Ast.Step> steps)
    {
        foreach (DataTable table in steps.Select(step => step.Argument).OfType<Ast.DataTable>())
        {
            Check(table.Rows);
        }
    }

    /// <summary>Checks a scenario with its Examples.</summary>
    public void Check(Ast.Scenario scenario)
    {
        Check(scenario.Steps);
        foreach (Examples examples in scenario.Examples.Where(examples => examples.TableHeader is not null))
        {
            Check(examples.TableBody.Prepend(examples.TableHeader));
        }
    }

    private void Check(IEnumerable<Ast.TableRow> rows)
    {
        foreach (TableRow row in rows)
        {
            string line = lines[row.Location.Line - 1].TrimEnd();
            if (!line.EndsWith('|') || line.EndsWith("\\|", StringComparison.Ordinal))
            {
                string last = line[(line.LastIndexOf('|') + 1)..].Trim();
                report(
                    new Ast.Location(row.Location.Line, line.Length),
                    $"the row does not end with `|`, so `{last}` would be left out: close it with `|`"
                );
            }
        }
    }
}
