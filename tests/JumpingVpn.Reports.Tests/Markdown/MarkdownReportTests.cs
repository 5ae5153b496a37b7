using System.Text;
using JumpingVpn.Reports.Markdown;
using JumpingVpn.Reports.Tests.Support;

namespace JumpingVpn.Reports.Tests.Markdown;

/// <summary>The summary of a CI job.</summary>
public sealed class MarkdownReportTests
{
    [Fact]
    public void The_sums_come_first_then_what_did_not_pass()
    {
        ReportRun[] runs = Some.Runs("first", "second", "never");

        string text = Write(runs, Some.Passed(runs[0]), Some.Failed(runs[1], "it is wrong"));

        text.Should()
            .Contain("| 1 | 1 | 0 | 0 | 1 | 3.0 s |")
            .And.Contain("### Some feature › second \\[sim\\]")
            .And.Contain("it is wrong");
        text.IndexOf("| passed |", StringComparison.Ordinal).Should().BeLessThan(text.IndexOf("###", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_that_was_interrupted_is_not_said_to_have_passed()
    {
        using var stream = new MemoryStream();
        using var report = new MarkdownReport(stream);
        report.Start(Some.Facts, Some.Runs("first"));
        report.Finish(Some.Sum with { IsCutShort = true });

        Encoding.UTF8.GetString(stream.ToArray()).Should().StartWith("## ⚠️ The run was interrupted").And.Contain("| 0 | 0 | 0 | 0 | 1 |");
    }

    [Theory]
    [InlineData(1_499)]
    [InlineData(1_500)]
    public void A_message_is_cut_between_letters_and_not_within_one(int before)
    {
        ReportRun[] runs = Some.Runs("first");

        string text = Write(runs, Some.Failed(runs[0], $"{new string('x', before)}😀 and more"));

        text.Should().Contain("x…").And.NotContain("\uFFFD");
    }

    [Fact]
    public void A_message_cannot_leave_its_block_nor_a_name_its_line()
    {
        ReportRun[] runs = Some.Runs("first");
        runs[0] = runs[0] with { Scenario = runs[0].Scenario with { Name = "<b>*x*\n# y" } };

        string text = Write(runs, Some.Failed(runs[0], "one\n```\n# not a title"));

        text.Should().Contain("````text\none\n```\n# not a title\n````").And.Contain("\\<b\\>\\*x\\* \\# y");
    }

    [Fact]
    public void It_stays_below_the_size_that_GitHub_shows_however_long_the_commands_are()
    {
        ReportRun[] runs =
        [
            .. Some.Runs([.. Enumerable.Range(0, 150).Select(static number => $"{number}")])
                .Select(static run => run with { Replay = new string('x', 8_000) }),
        ];

        string text = Write(runs, [.. runs.Select(static run => Some.Failed(run, "it is wrong"))]);

        Encoding.UTF8.GetByteCount(text).Should().BeLessThan(1 << 20);
        text.Should().Contain("more did not pass and are not listed");
    }

    [Fact]
    public void A_name_of_any_length_is_listed_by_its_beginning()
    {
        ReportRun[] runs = Some.Runs(new string('x', 1_000_000));

        string text = Write(runs, Some.Failed(runs[0], "it is wrong"));

        text.Should().Contain("xxx…").And.Contain("it is wrong").And.NotContain("not listed");
    }

    [Fact]
    public void Marks_that_turn_the_letters_around_are_named()
    {
        ReportRun[] runs = Some.Runs("first");

        Write(runs, Some.Failed(runs[0], "\u202Eevil")).Should().Contain("⟨U+202E⟩evil").And.NotContain("\u202E");
    }

    [Fact]
    public void What_was_not_run_has_not_passed() =>
        Write(Some.Runs("first", "never"), Some.Passed(Some.Runs("first", "never")[0]))
            .Should()
            .StartWith("## ✅ All scenarios that were run passed");

    private static string Write(ReportRun[] runs, params ReportResult[] results)
    {
        using var stream = new MemoryStream();
        using var report = new MarkdownReport(stream);
        report.Start(Some.Facts, runs);
        Array.ForEach(results, report.End);
        report.Finish(Some.Sum);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
