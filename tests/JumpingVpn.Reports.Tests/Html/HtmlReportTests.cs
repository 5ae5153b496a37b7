using System.IO.Compression;
using System.Text;
using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;

namespace JumpingVpn.Reports.Tests.Html;

/// <summary>What stands in the file, and how large it becomes.</summary>
public sealed class HtmlReportTests
{
    private const string Hostile = "</script><img src=x onerror=alert(1)>\"'\u202e\0\ud800";

    [Fact]
    public void No_name_message_or_payload_becomes_markup()
    {
        ReportRun run = Some.Runs("plain")[0];
        run = run with { Scenario = run.Scenario with { Name = Hostile, Rule = Hostile }, Replay = Hostile };

        string file = Write(ReportDetail.All, [run], [Some.Failed(run, Hostile, Some.PictureOf(Encoding.UTF8.GetBytes(Hostile)))]);

        file[file.IndexOf("\nplan ", StringComparison.Ordinal)..].Should().NotContain("<img");
        Count(file, "</script>").Should().Be(Count(file, "<script"), "no text ends an element");
    }

    [Fact]
    public void The_policy_of_the_page_allows_this_script_and_no_network()
    {
        string file = Write(ReportDetail.None, Some.Runs("one"), []);

        file.Should().Contain("default-src 'none'; script-src 'sha256-").And.NotContain("unsafe-inline").And.NotContain("src=\"");
        file.Should().NotMatchRegex("https?://(?!www\\.w3\\.org/2000/svg)", "it knows no address to load anything from");
    }

    [Fact]
    public void Pictures_of_what_passed_end_with_their_budget_and_those_of_what_failed_do_not()
    {
        ReportRun[] runs = Some.Runs([.. Enumerable.Range(0, 60).Select(static number => $"number {number}")]);
        byte[] noise = Noise(200_000);

        string file = Write(
            ReportDetail.Failed,
            runs,
            runs.Select(run =>
                run.Number == 59 ? Some.Failed(run, "no", Some.PictureOf([1], noise)) : Some.Passed(run, Some.PictureOf([1], noise))
            )
        );

        Count(file, "\ncapture-").Should().Be(15, "14 of 270 kB fit into 4 MB, and one has failed");
        file.Should().Contain("\ncapture-59 ").And.Contain("\npage-30 ");
    }

    [Fact]
    public void The_text_of_no_element_becomes_longer_than_a_browser_can_hold()
    {
        ReportRun[] runs = Some.Runs([.. Enumerable.Range(0, 36).Select(static number => $"number {number}")]);
        byte[] noise = Noise(1_400_000);

        string file = Write(ReportDetail.All, runs, runs.Select(run => Some.Passed(run, Some.PictureOf([1], noise))));

        string[] elements = file.Split("<script type=\"text/plain\" class=\"records\">\n")[1..];
        elements.Should().HaveCount(2).And.OnlyContain(element => element.Length < 70_000_000);
        elements.Sum(element => Count(element, "capture-")).Should().Be(36);
        Count(file, "</script>").Should().Be(3);
    }

    [Fact]
    public void What_failed_takes_nothing_from_the_budget_of_what_passed()
    {
        ReportRun[] runs = Some.Runs([.. Enumerable.Range(0, 21).Select(static number => $"number {number}")]);
        byte[] noise = Noise(200_000);

        string file = Write(
            ReportDetail.Failed,
            runs,
            runs.Select(run =>
                run.Number < 20 ? Some.Failed(run, "no", Some.PictureOf([1], noise)) : Some.Passed(run, Some.PictureOf([1], noise))
            )
        );

        Count(file, "\ncapture-").Should().Be(21, "20 of 270 kB are more than 4 MB, and failed");
    }

    [Fact]
    public void Each_step_has_its_outcome_and_its_own_wall_and_virtual_time()
    {
        ReportRun[] runs = Some.Runs("one");

        string file = Write(ReportDetail.None, runs, [Some.Failed(runs[0], "no", Some.PictureOf([1]))]);

        PageOf(file, 0).Should().Contain("""[["passed",10,0],["passed",20,15000000],["failed",30,0,"no"]]""");
    }

    [Fact]
    public void What_a_scenario_says_stands_once_for_all_its_runs()
    {
        ReportRun run = Some.Runs("one")[0];
        ReportRun[] runs = [.. Enumerable.Range(0, 9).Select(number => run with { Number = number, Seed = (ulong)number })];

        string file = Write(ReportDetail.None, runs, runs.Select(run => Some.Passed(run)));

        Count(file, "\nsteps-").Should().Be(1);
        Count(file, "\npage-").Should().Be(9);
        Count(file, "\"one\"").Should().Be(2, "the scenario has that name, and its first step that text");
    }

    [Fact]
    public void A_long_page_is_compressed_and_a_short_one_stands_as_it_is()
    {
        ReportRun[] runs = Some.Runs("short", "long");

        string file = Write(ReportDetail.None, runs, [Some.Passed(runs[0]), Some.Failed(runs[1], new string('x', 1_000_000))]);

        PageOf(file, 0).Length.Should().BeLessThan(1_000);
        PageOf(file, 1).Length.Should().BeGreaterThan(1_000_000);
        file.Should().Contain("\npage-0 {").And.Contain("\npage-1 H4sI");
        file.Length.Should().BeLessThan(500_000);
    }

    [Fact]
    public void All_keeps_every_picture_and_none_keeps_none()
    {
        ReportRun[] runs = Some.Runs([.. Enumerable.Range(0, 30).Select(static number => $"number {number}")]);
        byte[] noise = Noise(200_000);

        Count(Write(ReportDetail.All, runs, runs.Select(run => Some.Passed(run, Some.PictureOf([1], noise)))), "\npicture-")
            .Should()
            .Be(30);
        Count(Write(ReportDetail.None, runs, runs.Select(run => Some.Failed(run, "no", Some.PictureOf([1])))), "\npicture-").Should().Be(0);
    }

    [Fact]
    public void An_attachment_that_is_too_long_is_left_out_and_the_page_says_which_and_how_to_get_it()
    {
        ReportRun[] runs = Some.Runs("one");

        string file = Write(ReportDetail.All, runs, [Some.Failed(runs[0], "no", Some.PictureOf([1], Noise(2_000_000)))]);

        Count(file, "\ncapture-0 ").Should().Be(0);
        Count(file, "\ntrace-0 ").Should().Be(1);
        PageOf(file, 0).Should().Contain("The capture is left out").And.Contain("--pcap FILE").And.NotContain("--report-detail");
    }

    [Fact]
    public void Where_the_budget_has_no_room_for_a_capture_the_picture_and_the_trace_are_kept()
    {
        ReportRun[] runs = Some.Runs([.. Enumerable.Range(0, 20).Select(static number => $"number {number}")]);
        byte[] noise = Noise(1_300_000);

        string file = Write(ReportDetail.Failed, runs, runs.Select(run => Some.Failed(run, "no", Some.PictureOf([1], noise))));

        Count(file, "\ncapture-").Should().BeInRange(9, 12, "as many of some 1.8 MB fit into 20 MB");
        Count(file, "\npicture-").Should().Be(20);
        Count(file, "\ntrace-").Should().Be(20);
        PageOf(file, 19).Should().Contain("The capture is left out").And.Contain("--report-detail all keeps it");
    }

    [Fact]
    public void A_first_line_is_cut_between_letters_and_not_within_one()
    {
        ReportRun[] runs = Some.Runs("one");

        string file = Write(ReportDetail.None, runs, [Some.Failed(runs[0], $"{new string('x', 299)}😀 and more")]);

        file[file.IndexOf("\nplan ", StringComparison.Ordinal)..].Should().NotContain("\\uFFFD").And.Contain("x\\u2026");
    }

    [Fact]
    public void What_happened_is_written_out_only_where_the_report_keeps_it()
    {
        ReportRun[] runs = Some.Runs("one");
        static void Refuse(Stream _) => throw new InvalidOperationException("nobody needs it");
        Picture picture = Some.PictureOf([1]) with { Parts = new PictureParts(Refuse, Refuse, Refuse) };

        Action write = () => Write(ReportDetail.None, runs, [Some.Passed(runs[0], picture)]);

        write.Should().NotThrow();
    }

    [Fact]
    public void Ten_thousand_scenarios_take_less_than_thirty_megabytes_and_none_of_them_is_kept()
    {
        using var stream = new CountingStream();
        ReportRun one = Some.Runs("a scenario with a name of an ordinary length, as most of them have one")[0];
        ReportRun[] runs = [.. Enumerable.Range(0, 10_000).Select(number => one with { Number = number })];
        byte[] noise = Noise(20_000);
        using var report = new HtmlReport(stream, ReportDetail.Failed);
        report.Start(Some.Facts, runs);
        List<WeakReference> told = [];
        foreach (ReportRun run in runs)
        {
            Tell(report, run, noise, told);
        }

        report.Finish(Some.Sum);
        GC.Collect();
        stream.Written.Should().BeLessThan(30_000_000);
        told.Count(result => result.IsAlive).Should().BeLessThan(10, "nothing of a scenario is kept once it was told");
    }

    private static void Tell(HtmlReport report, ReportRun run, byte[] noise, List<WeakReference> told)
    {
        Picture picture = Some.PictureOf([1], noise);
        ReportResult result = run.Number % 100 == 0 ? Some.Failed(run, "no", picture) : Some.Passed(run, picture);
        told.Add(new WeakReference(result));
        report.End(result);
    }

    private static string Write(ReportDetail detail, ReportRun[] runs, IEnumerable<ReportResult> results)
    {
        using var stream = new MemoryStream();
        using var report = new HtmlReport(stream, detail);
        report.Start(Some.Facts, runs);
        foreach (ReportResult result in results)
        {
            report.End(result);
        }

        report.Finish(Some.Sum);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The page of a scenario, in JSON.</summary>
    private static string PageOf(string file, int number)
    {
        string blob = file.Split($"\npage-{number} ")[1].Split('\n')[0];
        if (blob.StartsWith('{'))
        {
            return blob;
        }

        using var gzip = new GZipStream(new MemoryStream(Convert.FromBase64String(blob)), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);
        return reader.ReadToEnd();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;

    private static byte[] Noise(int length)
    {
        byte[] noise = new byte[length];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
