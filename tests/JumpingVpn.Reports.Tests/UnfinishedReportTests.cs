using System.Text;
using System.Xml.Linq;
using JumpingVpn.Reports.JUnit;
using JumpingVpn.Reports.Markdown;
using JumpingVpn.Reports.Messages;
using JumpingVpn.Reports.Tests.Support;

namespace JumpingVpn.Reports.Tests;

/// <summary>What is in the file of a report when the program is killed.</summary>
public sealed class UnfinishedReportTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("jumpingvpn-");

    [Fact]
    public void JUnit_is_a_whole_document_at_any_time_and_says_that_the_run_has_not_ended()
    {
        ReportRun[] runs = [.. Some.Runs("first"), .. Some.RunsIn("other.feature", 1, "second")];
        using FileStream file = Open();
        using var report = new JUnitReport(file);

        report.Start(Some.Facts, runs);
        SuitesIn(Text()).Should().Equal("jumpingvpn");
        report.End(Some.Passed(runs[0]));
        report.End(Some.Failed(runs[1], "it is wrong"));

        string text = Text();
        SuitesIn(text).Should().Equal("Some feature", "jumpingvpn");
        XDocument.Parse(text).Descendants("error").Single().Attribute("message")!.Value.Should().StartWith("The run has not ended");
        report.Finish(Some.Sum);
        SuitesIn(Text()).Should().Equal("Some feature", "Some feature");
    }

    [Fact]
    public void JUnit_of_a_run_without_scenarios_is_a_document_too()
    {
        using FileStream file = Open();
        using var report = new JUnitReport(file);

        report.Start(Some.Facts, []);
        report.Finish(Some.Sum);

        SuitesIn(Text()).Should().BeEmpty();
    }

    [Fact]
    public void Markdown_says_that_the_run_has_not_ended_and_what_failed_so_far()
    {
        ReportRun[] runs = Some.Runs("first", "second");
        using FileStream file = Open();
        using var report = new MarkdownReport(file);

        report.Start(Some.Facts, runs);
        report.End(Some.Failed(runs[0], "it is wrong"));

        Text().Should().StartWith("## ⚠️ The run has not ended").And.Contain("it is wrong");
        report.Finish(Some.Sum);
        Text().Should().StartWith("## ❌ Scenarios failed").And.NotContain("has not ended");
    }

    [Fact]
    public void Messages_stand_in_the_file_up_to_the_last_scenario_that_ended()
    {
        ReportRun[] runs = Some.Runs("first", "second");
        using FileStream file = Open();
        using var report = new MessagesReport(file, ReportDetail.None);

        report.Start(Some.Facts, runs);
        report.End(Some.Passed(runs[0]));

        Text().Should().EndWith("}\n").And.Contain("testRunStarted");
    }

    [Fact]
    public void A_stream_that_cannot_seek_gets_the_report_when_the_run_ends()
    {
        ReportRun[] runs = Some.Runs("first");
        foreach (
            Func<Stream, IReport> make in new Func<Stream, IReport>[]
            {
                stream => new JUnitReport(stream),
                stream => new MarkdownReport(stream),
            }
        )
        {
            using var pipe = new CountingStream();
            using IReport report = make(pipe);
            report.Start(Some.Facts, runs);
            report.End(Some.Failed(runs[0], "it is wrong"));

            pipe.Written.Should().Be(0);
            report.Finish(Some.Sum);
            pipe.Written.Should().BeGreaterThan(0);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    private static string[] SuitesIn(string text) =>
        [.. XDocument.Parse(text).Root!.Elements("testsuite").Select(static suite => suite.Attribute("name")!.Value)];

    private FileStream Open() => new(Path.Combine(_directory.FullName, "report"), FileMode.Create, FileAccess.Write, FileShare.Read);

    // What another process sees: only what was handed to the system.
    private string Text()
    {
        using var reading = new FileStream(
            Path.Combine(_directory.FullName, "report"),
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite
        );
        using var reader = new StreamReader(reading, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
