using System.IO.Pipes;
using System.Xml.Linq;
using JumpingVpn.Reports.Tests.Support;

namespace JumpingVpn.Reports.Tests;

/// <summary>All reports of a run, and the files they go to.</summary>
public sealed class ReportSetTests
{
    [Theory]
    [InlineData("html=a.html", ReportFormat.Html)]
    [InlineData("junit=a.xml", ReportFormat.JUnit)]
    [InlineData("messages=a=b.ndjson", ReportFormat.Messages)]
    [InlineData("Markdown=a.md", ReportFormat.Markdown)]
    public void A_target_is_a_format_and_a_file(string text, ReportFormat format)
    {
        ReportTarget.TryParse(text, out ReportTarget? target, out _).Should().BeTrue();
        target!.Format.Should().Be(format);
        target.Path.Should().Be(text[(text.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    }

    [Theory]
    [InlineData("htlm=a.html", "did you mean \"html\"?")]
    [InlineData("html", "write the file, too: html=FILE")]
    [InlineData("html=", "write the file, too: html=FILE")]
    public void A_target_that_cannot_be_read_says_what_to_write(string text, string advice)
    {
        ReportTarget.TryParse(text, out _, out string? error).Should().BeFalse();
        error.Should().Contain(advice);
    }

    [Theory]
    [InlineData("html", "report.html")]
    [InlineData("junit", "junit.xml")]
    [InlineData("messages", "run.ndjson")]
    [InlineData("markdown", "summary.md")]
    public void A_folder_is_refused_when_the_reports_are_opened_with_the_name_of_a_file_to_write_instead(string format, string file)
    {
        string folder = Path.GetTempPath();
        ReportTarget.TryParse($"{format}={folder}", out ReportTarget? target, out _).Should().BeTrue();

        Action open = () => ReportSet.Open([target!], ReportDetail.Failed);

        open.Should()
            .Throw<ReportFileException>()
            .WithMessage($"--report {target}: the file cannot be written: it is a folder; write {format}={Path.Combine(folder, file)}");
    }

    [Fact]
    public void A_file_in_a_folder_that_does_not_exist_is_refused_with_the_name_of_the_folder()
    {
        string folder = Path.Combine(Path.GetTempPath(), "no", "such", "folder");

        Action open = () => ReportSet.Open([new ReportTarget(ReportFormat.Html, $"{folder}/a.html")], ReportDetail.Failed);

        open.Should().Throw<ReportFileException>().WithMessage($"*: there is no folder '{folder}'");
    }

    [Fact]
    public void Two_reports_do_not_share_a_file_by_way_of_a_link()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;
        string link = Path.Combine(folder, "link");
        File.CreateSymbolicLink(link, Path.Combine(folder, "report"));

        Action open = () =>
            ReportSet.Open(
                [new ReportTarget(ReportFormat.Html, Path.Combine(folder, "report")), new ReportTarget(ReportFormat.JUnit, link)],
                ReportDetail.Failed
            );

        open.Should().Throw<ReportFileException>().WithMessage("*another report is written there*");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_report_goes_into_a_pipe_when_the_run_ends()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // a pipe has a path only there
        }

        using var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        var target = new ReportTarget(ReportFormat.JUnit, $"/proc/self/fd/{pipe.GetClientHandleAsString()}");
        ReportRun[] runs = Some.Runs("first");
        using (var reports = ReportSet.Open([target], ReportDetail.None))
        {
            reports.Start(Some.Facts, runs);
            reports.End(Some.Passed(runs[0]));
            reports.Finish(Some.Sum);
        }

        pipe.DisposeLocalCopyOfClientHandle();
        XDocument.Load(pipe).Descendants("testcase").Should().ContainSingle();
    }

    [Fact]
    public void One_that_cannot_be_written_costs_another_one_nothing_of_its_old_results()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;
        string good = Path.Combine(folder, "good.html");
        File.WriteAllText(good, "OLD");

        Action open = () =>
            ReportSet.Open([new ReportTarget(ReportFormat.Html, good), new ReportTarget(ReportFormat.JUnit, folder)], ReportDetail.Failed);

        open.Should().Throw<ReportFileException>();
        File.ReadAllText(good).Should().Be("OLD");
        Directory.GetFiles(folder).Should().ContainSingle();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void One_that_cannot_be_written_to_its_end_costs_the_others_nothing()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // a pipe has a path only there
        }

        string file = Path.Combine(Directory.CreateTempSubdirectory("jumpingvpn-").FullName, "junit.xml");
        var pipe = new AnonymousPipeServerStream(PipeDirection.In);
        ReportTarget broken = new(ReportFormat.Markdown, $"/proc/self/fd/{pipe.GetClientHandleAsString()}");
        ReportRun[] runs = Some.Runs("first");
        using (var reports = ReportSet.Open([broken, new ReportTarget(ReportFormat.JUnit, file)], ReportDetail.None))
        {
            reports.Start(Some.Facts, runs);
            reports.End(Some.Passed(runs[0]));
            pipe.DisposeLocalCopyOfClientHandle();
            pipe.Dispose();
            reports.Finish(Some.Sum);

            reports.Lost.Should().ContainSingle().Which.Target.Should().Be(broken);
        }

        XDocument.Load(file).Descendants("testcase").Should().ContainSingle();
        File.Delete(file);
    }

    [Fact]
    public void Two_reports_do_not_share_a_file()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("jumpingvpn-").FullName, "report");

        Action open = () =>
            ReportSet.Open([new ReportTarget(ReportFormat.Html, file), new ReportTarget(ReportFormat.JUnit, file)], ReportDetail.Failed);

        open.Should().Throw<ReportFileException>().WithMessage("*another report is written there*");
        File.Delete(file); // which fails while one has it open
    }
}
