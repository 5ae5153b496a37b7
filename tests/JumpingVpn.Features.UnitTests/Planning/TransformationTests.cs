using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class TransformationTests
{
    [Theory]
    [InlineData("Given a delay of 30 s", "delay 30 s")]
    [InlineData("Given a delay of 150 ms", "delay 0.15 s")]
    [InlineData("Given by type 5 min", "type 300 s")]
    [InlineData("Given by regex 7 s", "regex 7 s")]
    [InlineData("Given a point 1/-2", "point 1 -2")]
    [InlineData("Given the instance x", "instance x!")]
    [InlineData("Given the task x", "task x?")]
    [InlineData("Given a number 5", "number 5")]
    [InlineData("Given a number seven", "number 7")]
    public void A_transformation_serves_names_types_and_regular_expressions(string step, string expected)
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(Try.Steps(step), log, typeof(Vocabulary));

        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        log.Should().Equal(expected);
    }

    [Fact]
    public void A_table_becomes_what_the_step_takes()
    {
        var log = new List<string>();

        Try.Run(Try.Steps("Given the hosts", "  | name |", "  | a    |", "  | b    |"), log, typeof(Vocabulary))
            .Outcome.Should()
            .Be(ScenarioOutcome.Passed);

        log.Should().Equal("hosts a+b");
    }

    [Fact]
    public void A_transformation_that_throws_is_found_before_anything_runs()
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(Try.Steps("Given by type 1 s", "And by type 5 parsecs"), log, typeof(Vocabulary));

        result.Outcome.Should().Be(ScenarioOutcome.Broken);
        result.Message.Should().Be("`5 parsecs` is not a duration; write e.g. `30 s`");
        result.Location.Should().Be("features/try.feature:4");
        log.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Given it takes 5 parsecs", "`parsecs` is not a unit")]
    [InlineData("Given it takes 5", "`5` does not match {span}: A span of time, such as 30 s.")]
    public void What_the_vocabulary_reads_itself_is_tried_out_early_and_left_to_no_type_converter(string step, string message)
    {
        PlannedStep planned = Try.PlanStep(step, typeof(Spans));

        planned.Problem.Should().Be(StepStatus.Broken);
        planned.Message.Should().StartWith(message);
        (planned.Line, planned.Column).Should().Be((3, 20));
    }

    [Fact]
    public void An_argument_that_the_regular_expression_of_a_transformation_refuses_is_named()
    {
        Try.PlanStep("Given a point 1/b", typeof(Vocabulary))
            .Message.Should()
            .Contain("`1/b` does not match {point} in \"a point {point}\" (Vocabulary.APoint)");
    }

    [Fact]
    public void A_step_that_changes_its_table_finds_it_whole_in_the_next_run()
    {
        using var vocabulary = StepVocabulary.From([typeof(Vocabulary)]);
        PlannedScenario planned = new ScenarioPlanner(vocabulary).Plan(Try.Steps("Given a changing table", "  | name |", "  | a    |"));
        var log = new List<string>();
        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();

        worker.Run(planned, log);
        worker.Run(planned, log);

        log.Should().Equal("a", "a");
    }

    [Binding]
    public sealed class Vocabulary(List<string> log)
    {
        [StepArgumentTransformation(Name = "duration")]
        public static TimeSpan Duration(string text) =>
            text.Split(' ') switch
            {
                [var number, "s"] => TimeSpan.FromSeconds(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
                [var number, "ms"] => TimeSpan.FromMilliseconds(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
                [var number, "min"] => TimeSpan.FromMinutes(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)),
                _ => throw new FormatException($"`{text}` is not a duration; write e.g. `30 s`"),
            };

        [StepArgumentTransformation(@"(-?\d+)/(-?\d+)", Name = "point")]
        public static Point ToPoint(int x, int y) => new(x, y);

        [StepArgumentTransformation("seven")]
        public static int Seven() => 7;

        [StepArgumentTransformation]
        public static List<string> Hosts(DataTable table) => [.. table.Rows.Select(row => row["name"])];

        [StepArgumentTransformation(Name = "instance")]
        public Instance ToInstance(string text) => new($"{text}{(log.Count == 0 ? "!" : "")}");

        [StepArgumentTransformation(Name = "later")]
        public static async Task<Later> ToLater(string text)
        {
            await Task.Yield();
            return new Later($"{text}?");
        }

        [Given("a delay of {duration}")]
        public void Delay(TimeSpan time) => log.Add(FormattableString.Invariant($"delay {time.TotalSeconds} s"));

        [Given("by type {}")]
        public void ByType(TimeSpan time) => log.Add($"type {time.TotalSeconds} s");

        [Given("^by regex (.*)$")]
        public void ByRegex(TimeSpan time) => log.Add($"regex {time.TotalSeconds} s");

        [Given("a point {point}")]
        public void APoint(Point point) => log.Add($"point {point.X} {point.Y}");

        [Given("the instance {instance}")]
        public void TheInstance(Instance instance) => log.Add($"instance {instance.Text}");

        [Given("the task {later}")]
        public void TheTask(Later later) => log.Add($"task {later.Text}");

        [Given("a number {int}")]
        public void ANumber(int number) => log.Add($"number {number}");

        [Given("the hosts")]
        public void TheHosts(List<string> hosts) => log.Add($"hosts {string.Join('+', hosts)}");

        [Given("a changing table")]
        public void AChangingTable(DataTable table)
        {
            log.Add(table.Rows[0]["name"]);
            table.Rows[0]["name"] = "changed";
        }
    }

    [Binding]
    public sealed class Spans
    {
        /// <summary>A span of time, such as <c>30 s</c>.</summary>
        [StepArgumentTransformation(@"((?:about )?\d+ [a-z]+)", Name = "span")]
        public TimeSpan Span(string text) =>
            text.EndsWith(" s", StringComparison.Ordinal)
                ? TimeSpan.FromSeconds(text.Length)
                : throw new FormatException($"`{text.Split(' ')[^1]}` is not a unit");

        [Given("it takes {span}")]
        public void ItTakes(TimeSpan span) => _ = span;
    }

    public sealed record Point(int X, int Y);

    public sealed record Instance(string Text);

    public sealed record Later(string Text);
}
