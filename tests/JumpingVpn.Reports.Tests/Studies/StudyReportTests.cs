using System.Xml.Linq;
using JumpingVpn.Reports.Studies;

namespace JumpingVpn.Reports.Tests.Studies;

public sealed class StudyReportTests
{
    [Fact]
    public void Markdown_has_a_row_for_each_case_with_its_intervals()
    {
        string text = Written(StudyMarkdown.Write);

        text.Should()
            .StartWith("### After \\<outage\\>\n\nTime: until it flows. 400 runs each; in brackets the 95 % interval.\n\n")
            .And.Contain("| outage | loss | half within | ".Replace(" half within", " held | half within", StringComparison.Ordinal))
            .And.Contain("| 1 s | 0 % | 100.0 % (99.0 % to 100.0 %) | 12 ms (10 ms to 1.50 s) | 12.3 s (10.0 s to ∞) |\n")
            .And.Contain("| 5 s | 5 % | 50.0 % (45.0 % to 55.0 %) | never (60.0 s to ∞) | never |\n");
    }

    [Fact]
    public void Why_there_is_no_upper_end_is_said_where_one_is_missing()
    {
        const string Why = "∞: no upper end can be given. There are too few runs for one (99 of 100 needs 368)";
        Written(StudyMarkdown.Write).Should().Contain($"\n\n{Why}");
        Written(StudyPage.Write).Should().Contain(Why);
        Written(StudyText.Write).Should().Contain($"\n{Why}");
        StudyTable table = Report().Tables[0];
        StudyReport bounded = Report() with
        {
            Tables = [table with { Rows = [.. table.Rows.Take(1).Select(static row => row with { Late = row.Median })] }],
        };

        Written(StudyMarkdown.Write, bounded).Should().NotContain("∞");
        Written(StudyPage.Write, bounded).Should().NotContain("∞");
    }

    [Fact]
    public void Text_has_its_columns_one_below_the_other()
    {
        string[] lines = Written(StudyText.Write).Split('\n');

        lines[0].Should().Be("After <outage>");
        lines[3].Should().StartWith("  outage  loss  held ");
        lines[4].Should().StartWith("  1 s     0 %   100.0 % (99.0 % to 100.0 %)");
    }

    [Fact]
    public void Csv_has_plain_numbers_and_quotes_what_must_be_quoted()
    {
        string[] lines = Written(StudyCsv.Write).Split('\n');

        lines[0].Should().Be("outline,outage,loss,runs,held,share,share_low,share_high,p50,p50_low,p50_high,p99,p99_low,p99_high");
        lines[1].Should().Be("After <outage>,1 s,0 %,400,400,1,0.99,1,0.012,0.01,1.5,12.3,10,");
        lines[4].Should().Be("After <outage>,5 s,5 %,400,200,0.5,0.45,0.55,,60,,,,");
        StudyReport hostile = Report() with { Tables = [Report().Tables[0] with { Title = "a \"b\", c" }] };
        Written(StudyCsv.Write, hostile).Should().Contain("\n\"a \"\"b\"\", c\",1 s");
    }

    [Fact]
    public void The_page_draws_each_curve_and_says_each_number()
    {
        string page = Written(StudyPage.Write);

        page.Should().NotContain("<script").And.NotContain("http://").And.NotContain("https://");
        var figures = XElement.Parse($"<all>{Between(page, "<div class=\"charts\">", "</div>")}</all>").Elements("figure").ToList();
        figures.Should().HaveCount(3, "p50, p99, and what held");
        figures
            .Select(static it => it.Element("figcaption")!.Value)
            .Should()
            .Equal("Half of the runs within", "99 of 100 runs within", "Runs that held");
        IEnumerable<string> titles = figures[0].Descendants("title").Select(static it => it.Value);
        titles.Should().Contain("loss: 0 %, 1 s: 12 ms (10 ms to 1.50 s)").And.HaveCount(4);
        figures[0].Descendants("text").Select(static it => it.Value).Should().Contain("never", "one of its values is");
        figures[0].Descendants("path").Select(static it => it.Attribute("d")!.Value).Should().OnlyContain(d => !d.Contains("NaN"));
    }

    [Fact]
    public void Names_of_any_letters_are_text_on_the_page()
    {
        const string Hostile = "</style><img src=x onerror=alert(1)>\"'&";
        StudyTable table = Report().Tables[0];
        StudyReport report = Report() with
        {
            Title = Hostile,
            Command = Hostile,
            Tables =
            [
                table with
                {
                    Title = Hostile,
                    Description = Hostile,
                    Measured = Hostile,
                    Columns = [Hostile, "b"],
                    Rows = [.. table.Rows.Select(static row => row with { Values = [row.Values[0] + Hostile, Hostile] })],
                },
            ],
        };

        Written(StudyPage.Write, report).Should().NotContain("<img").And.Contain("&lt;/style&gt;&lt;img");
    }

    [Fact]
    public void The_first_two_columns_that_vary_are_the_axis_and_the_curves_and_others_have_pictures_of_their_own()
    {
        StudyRow row = Report().Tables[0].Rows[0];
        StudyTable table = new(
            "T",
            "",
            null,
            ["same", "a", "b", "c"],
            [
                .. from a in (string[])["1", "2", "3"]
                from b in (string[])["x", "y"]
                from c in (string[])["p", "q"]
                select row with
                {
                    Values = ["s", a, b, c],
                },
            ]
        );

        StudyPanel[] panels = [.. StudyPanel.Of(table)];

        panels.Select(static panel => panel.Title).Should().Equal("c: p", "c: q");
        panels[0].Axis.Should().Be("a");
        panels[0].Ticks.Should().Equal("1", "2", "3");
        panels[0].Curves.Select(static curve => curve.Name).Should().Equal("b: x", "b: y");
        panels[1].Curves[1].Rows[2]!.Values.Should().Equal("s", "3", "y", "q");
    }

    internal static StudyReport Report()
    {
        StudyEstimate share = new(1, 0.99, 1);
        StudyEstimate soon = new(0.012, 0.01, 1.5);
        StudyEstimate late = new(12.3, 10, null);
        StudyRow Row(string outage, string loss) => new([outage, loss], 400, 400, share, soon, late);
        StudyRow lost = new(
            ["5 s", "5 %"],
            400,
            200,
            new StudyEstimate(0.5, 0.45, 0.55),
            new StudyEstimate(null, 60, null),
            default(StudyEstimate)
        );
        return new StudyReport(
            "Recovery",
            "1.0",
            "jumpingvpn study recovery.feature --seeds 400",
            400,
            [
                new StudyTable(
                    "After <outage>",
                    "The line is dead.",
                    "it flows",
                    ["outage", "loss"],
                    [Row("1 s", "0 %"), Row("1 s", "5 %"), Row("5 s", "0 %"), lost]
                ),
            ]
        );
    }

    private static string Between(string text, string from, string to)
    {
        int start = text.IndexOf(from, StringComparison.Ordinal) + from.Length;
        return text[start..text.IndexOf(to, start, StringComparison.Ordinal)];
    }

    private static string Written(Action<StudyReport, TextWriter> write, StudyReport? report = null)
    {
        using var writer = new StringWriter();
        write(report ?? Report(), writer);
        return writer.ToString();
    }
}
