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

    [Fact]
    public void A_file_that_cannot_be_written_is_told_when_the_reports_are_opened()
    {
        string folder = Path.GetTempPath();

        Action open = () => ReportSet.Open([new ReportTarget(ReportFormat.Html, folder)], ReportDetail.Failed);

        open.Should().Throw<ReportFileException>().WithMessage($"--report html={folder}: the file cannot be written: *");
    }

    [Fact]
    public void A_report_of_a_run_that_did_not_end_leaves_the_one_before()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-").FullName;
        string file = Path.Combine(folder, "report.md");
        File.WriteAllText(file, "the one before");

        ReportSet.Open([new ReportTarget(ReportFormat.Markdown, file)], ReportDetail.Failed).Dispose();

        File.ReadAllText(file).Should().Be("the one before");
        Directory.GetFiles(folder).Should().ContainSingle();
        Directory.Delete(folder, recursive: true);
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
