using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class TablePlaceTests
{
    [Theory]
    [InlineData("header", 4, 18)]
    [InlineData("row", 6, 9)]
    [InlineData("cell", 6, 18)]
    [InlineData("nowhere", 4, 9)]
    [InlineData("table", 4, 9)]
    [InlineData("plain", 4, 9)]
    public void A_table_is_read_in_the_plan_and_its_problem_has_the_place_of_the_cell(string problem, int line, int column)
    {
        PlannedStep planned = Try.PlanStep(
            $"Given the rows\n  | {problem, -6} | b |\n  | 1      | 2 |\n  | 3      | 4 |",
            typeof(Vocabulary)
        );

        planned.Problem.Should().Be(StepStatus.Broken);
        planned.Message.Should().Be($"bad {problem}");
        (planned.Line, planned.Column).Should().Be((line, column));
    }

    [Fact]
    public void A_good_table_is_made_once_and_can_be_run()
    {
        var log = new List<string>();

        Try.Run(Try.Steps("Given the rows", "  | fine | b |", "  | 1 | 2 |"), log, typeof(Vocabulary))
            .Outcome.Should()
            .Be(ScenarioOutcome.Passed);

        log.Should().Equal("1 2");
    }

    [Binding]
    public sealed class Vocabulary(List<string> log)
    {
        [StepArgumentTransformation]
        public static Rows ToRows(DataTable table) =>
            table.Header.First() switch
            {
                "header" => throw new TableException("bad header", 0, "b"),
                "row" => throw new TableException("bad row", 2),
                "cell" => throw new TableException("bad cell", 2, "b"),
                "nowhere" => throw new TableException("bad nowhere", 7, "c"),
                "table" => throw new TableException("bad table"),
                "plain" => throw new FormatException("bad plain"),
                _ => new Rows(string.Join(' ', table.Rows[0].Values)),
            };

        [Given("the rows")]
        public void TheRows(Rows rows) => log.Add(rows.Text);
    }

    public sealed record Rows(string Text);
}
