using System.Xml.Linq;
using JumpingVpn.Reports.JUnit;
using JumpingVpn.Reports.Tests.Support;

namespace JumpingVpn.Reports.Tests.JUnit;

/// <summary>JUnit XML as CI servers read it.</summary>
public sealed class JUnitReportTests
{
    [Fact]
    public void A_suite_counts_its_cases_and_a_failure_has_its_message_and_place()
    {
        ReportRun[] runs = Some.Runs("first", "second", "never");

        XElement root = Write(runs, Some.Passed(runs[0]), Some.Failed(runs[1], "it is wrong"));

        XElement suite = root.Elements("testsuite").First();
        new[] { "tests", "failures", "errors", "skipped", "time" }
            .Select(name => suite.Attribute(name)!.Value)
            .Should()
            .Equal("2", "1", "0", "0", "0.500");
        XElement failure = suite.Elements("testcase").Last().Element("failure")!;
        failure.Attribute("message")!.Value.Should().Be("it is wrong");
        failure.Value.Should().Contain("✗ Then three").And.Contain("replay: jumpingvpn run some.feature:9");
        suite.Elements("testcase").First().Attribute("line")!.Value.Should().Be("4");
    }

    [Fact]
    public void What_was_not_run_is_a_skipped_case()
    {
        ReportRun[] runs = Some.Runs("first", "never");

        XElement root = Write(runs, Some.Passed(runs[0]));

        root.Descendants("testcase").Single(one => one.Element("skipped") is not null).Attribute("name")!.Value.Should().StartWith("never");
    }

    [Fact]
    public void Characters_that_xml_cannot_hold_are_replaced_and_markup_is_text()
    {
        ReportRun[] runs = Some.Runs("first");

        XElement root = Write(runs, Some.Failed(runs[0], "a\0b]]></failure>\ud800\u001b[1m"));

        root.Descendants("failure").Single().Attribute("message")!.Value.Should().Be("a\ufffdb]]></failure>\ufffd\ufffd[1m");
    }

    private static XElement Write(ReportRun[] runs, params ReportResult[] results)
    {
        using var stream = new MemoryStream();
        using var report = new JUnitReport(stream);
        report.Start(Some.Facts, runs);
        Array.ForEach(results, report.End);
        report.Finish(Some.Sum);
        stream.Position = 0;
        return XDocument.Load(stream).Root!;
    }
}
