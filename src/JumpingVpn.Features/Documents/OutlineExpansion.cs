using System.Text.RegularExpressions;
using JumpingVpn.Features.Wording;
using Ast = Gherkin.Ast;
using GherkinDialectProvider = Gherkin.GherkinDialectProvider;
using StepKeywordType = Gherkin.StepKeywordType;

namespace JumpingVpn.Features.Documents;

/// <summary>Makes scenarios of one scenario or outline in the tree: one for each row of its Examples.</summary>
internal sealed partial class OutlineExpansion(
    ScenarioSurroundings surroundings,
    Ast.Scenario tree,
    Action<Ast.Location, string> report,
    CancellationToken stop
)
{
    // To look for the nearest column takes time, and nobody mends more at once.
    private const int MaxHints = 20;

    private static readonly KeyValuePair<string, string>[] NoArguments = [];

    public List<Scenario> Expand()
    {
        var examples = tree.Examples.ToList();
        if (examples.Count == 0)
        {
            if (IsOutlineKeyword())
            {
                report(tree.Location, $"the outline \"{tree.Name}\" has no `Examples:`");
            }

            return [Make(NoArguments, [], tree.Location.Line)];
        }

        return [.. examples.SelectMany(Rows)];
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Placeholder();

    private static string Fill(string text, KeyValuePair<string, string>[] arguments) =>
        arguments.Length == 0 ? text : Placeholder().Replace(text, match => Cell(match.Groups[1].Value, arguments) ?? match.Value);

    private static string? Cell(string column, KeyValuePair<string, string>[] arguments)
    {
        int index = Array.FindIndex(arguments, argument => argument.Key == column);
        return index < 0 ? null : arguments[index].Value;
    }

    private bool IsOutlineKeyword()
    {
        Gherkin.GherkinDialect dialect = new GherkinDialectProvider("en").GetDialect(surroundings.Feature.Language, null);
        return dialect.ScenarioOutlineKeywords.Except(dialect.ScenarioKeywords).Contains(tree.Keyword.Trim());
    }

    private IEnumerable<Scenario> Rows(Ast.Examples examples)
    {
        if (examples.TableHeader is null || !examples.TableBody.Any())
        {
            report(examples.Location, $"`{examples.Keyword}:` of \"{tree.Name}\" has no rows, so nothing would be run");
            yield break;
        }

        string[] columns = [.. examples.TableHeader.Cells.Select(cell => cell.Value)];
        CheckColumns(examples, columns);
        string[] tags = [.. examples.Tags.Select(tag => tag.Name)];
        foreach (Ast.TableRow row in examples.TableBody)
        {
            IReadOnlyList<string[]> combinations = CellsOf(row, tags);
            foreach (string[] cells in combinations)
            {
                stop.ThrowIfCancellationRequested();
                Scenario scenario = Make([.. columns.Zip(cells, KeyValuePair.Create)], tags, row.Location.Line);
                yield return scenario with
                {
                    IsCombination = combinations.Count > 1,
                };
            }
        }
    }

    private IReadOnlyList<string[]> CellsOf(Ast.TableRow row, string[] tags)
    {
        IEnumerable<string> cells = row.Cells.Select(static cell => cell.Value);
        if (!tags.Contains(Combinations.Tag, StringComparer.OrdinalIgnoreCase))
        {
            return
            [
                [.. cells],
            ];
        }

        IReadOnlyList<string[]> rows = Combinations.Of(cells, out string? error);
        if (error is not null)
        {
            report(row.Location, error);
        }

        return rows;
    }

    private void CheckColumns(Ast.Examples examples, string[] columns)
    {
        foreach (
            IGrouping<string, string> twice in columns.GroupBy(column => column, StringComparer.Ordinal).Where(group => group.Count() > 1)
        )
        {
            report(examples.TableHeader.Location, $"the column \"{twice.Key}\" appears in this table more than once");
        }

        foreach (Ast.Step step in tree.Steps)
        {
            if (Texts(step).SelectMany(text => columns.Where(column => Slip(column).IsMatch(text))).FirstOrDefault() is { } slip)
            {
                report(step.Location, $"this is not a placeholder and would not be replaced: write `<{slip}>`, closed and without blanks");
            }

            IEnumerable<string> names = Placeholder().Matches(step.Text).Select(match => match.Groups[1].Value);
            foreach (string name in names.Except(columns, StringComparer.Ordinal).Take(MaxHints))
            {
                string? hint = Suggestion.Among(name, columns);
                if (hint.Length > 0)
                {
                    report(step.Location, $"`<{name}>` is not a column of the examples{hint}");
                }
            }
        }
    }

    private static IEnumerable<string> Texts(Ast.Step step) =>
        step.Argument switch
        {
            Ast.DocString text => [step.Text, text.Content],
            Ast.DataTable table => table.Rows.SelectMany(row => row.Cells).Select(cell => cell.Value).Prepend(step.Text),
            _ => [step.Text],
        };

    // `< name >`, and `<name` at the end of a quoted text or of the line.
    private static Regex Slip(string column) =>
        new($"<(?:\\s+{Regex.Escape(column)}\\s*>|{Regex.Escape(column)}(?:[\"']|$))", RegexOptions.CultureInvariant);

    private Scenario Make(KeyValuePair<string, string>[] arguments, IReadOnlyList<string> exampleTags, int line) =>
        new()
        {
            Feature = surroundings.Feature,
            Rule = surroundings.Rule,
            Title = tree.Name,
            Name = Fill(tree.Name, arguments),
            Description = tree.Description?.Trim() ?? string.Empty,
            OwnTags = [.. tree.Tags.Select(tag => tag.Name), .. exampleTags],
            InheritedTags = surroundings.Tags,
            Arguments = arguments,
            Steps = Steps(arguments),
            Line = line,
            TitleLine = tree.Location.Line,
        };

    private List<ScenarioStep> Steps(KeyValuePair<string, string>[] arguments)
    {
        var steps = new List<ScenarioStep>();
        foreach (Ast.Step step in surroundings.Background)
        {
            steps.Add(MakeStep(step, KindOf(step.KeywordType, steps), NoArguments));
        }

        foreach (Ast.Step step in tree.Steps)
        {
            steps.Add(MakeStep(step, KindOf(step.KeywordType, steps), arguments));
        }

        return steps;
    }

    private static StepKind KindOf(StepKeywordType keyword, List<ScenarioStep> before) =>
        keyword switch
        {
            StepKeywordType.Context => StepKind.Given,
            StepKeywordType.Action => StepKind.When,
            StepKeywordType.Outcome => StepKind.Then,
            _ => before.Count == 0 ? StepKind.Given : before[^1].Kind,
        };

    private static ScenarioStep MakeStep(Ast.Step step, StepKind kind, KeyValuePair<string, string>[] arguments) =>
        new()
        {
            Keyword = step.Keyword.Trim(),
            Kind = kind,
            Text = Fill(step.Text, arguments),
            Line = step.Location.Line,
            Column = step.Location.Column,
            TextColumn =
                arguments.Length == 0 || !step.Text.Contains('<', StringComparison.Ordinal)
                    ? step.Location.Column + step.Keyword.Length
                    : null,
            DocString = step.Argument is Ast.DocString text ? Fill(text.Content, arguments) : null,
            Table = step.Argument is Ast.DataTable table ? MakeTable([.. table.Rows], arguments) : null,
        };

    private static StepTable MakeTable(List<Ast.TableRow> rows, KeyValuePair<string, string>[] arguments)
    {
        StepTableRow[] filled =
        [
            .. rows.Select(row => new StepTableRow(
                row.Location.Line,
                [.. row.Cells.Select(cell => Fill(cell.Value, arguments))],
                [.. row.Cells.Select(cell => cell.Location.Column)]
            )),
        ];
        return new StepTable(filled[0], filled[1..]);
    }
}
