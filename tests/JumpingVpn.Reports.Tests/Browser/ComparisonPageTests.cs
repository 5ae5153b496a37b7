using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>A report beside another one, and a run beside another one.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class ComparisonPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task Another_message_is_another_result_also_where_only_its_second_line_differs()
    {
        ReportRun[] runs = Some.Runs("equal", "first line", "second line");
        string before = Write("before.html", runs, "same\nsame", "one", "same\none");
        string after = Write("after.html", runs, "same\nsame", "two", "same\ntwo");

        IPage page = await CompareAsync(before, after);

        ILocator changed = page.Locator("section", new() { HasText = "Different results (2)" });
        (await changed.Locator("li a").AllInnerTextsAsync()).Should().Equal("first line", "second line");
    }

    [BrowserFact]
    public async Task What_is_in_one_of_the_reports_only_is_listed()
    {
        string before = Write("before.html", Some.Runs("stays", "goes"), "no", "no");
        string after = Write("after.html", Some.Runs("comes", "stays"), "no", "no");

        IPage page = await CompareAsync(before, after);

        (await page.Locator("section", new() { HasText = "Only in this report (1)" }).InnerTextAsync()).Should().Contain("goes");
        (await page.Locator("section", new() { HasText = "Only in after.html (1)" }).InnerTextAsync()).Should().Contain("comes");
        (await page.Locator("section", new() { HasText = "All that are in both (1)" }).InnerTextAsync()).Should().Contain("stays");
    }

    [BrowserFact]
    public async Task A_file_that_is_no_report_is_refused_where_everybody_sees_it()
    {
        const string plan = "<script type=\"text/plain\" class=\"records\">\nplan ";
        (string Text, string Words)[] files =
        [
            ("<p>a letter</p>", "is not a report of this program"),
            ($"{plan}{{\"schema\":99,\"runs\":[]}}</script>", "schema 99"),
            ($"{plan}{{\"schema\":{HtmlReport.SchemaVersion},\"runs\":[[7]],\"scenarios\":[],\"features\":[]}}</script>", "is damaged"),
            (
                $"{plan}{{\"schema\":{HtmlReport.SchemaVersion},\"runs\":[[0]],\"scenarios\":[[0]],\"features\":[{{}}]}}</script>",
                "is damaged"
            ),
            ($"{plan}{{\"schema\":{HtmlReport.SchemaVersion},\"runs\":[],\"features\":[]}}</script>", "is damaged"),
        ];
        IPage page = await browser.OpenAsync();

        foreach ((string text, string words) in files)
        {
            string path = Path.Combine(browser.Folder, "wrong.html");
            await File.WriteAllTextAsync(path, text);
            await page.Locator("input[type=file]").SetInputFilesAsync(path);
            await page.GetByRole(AriaRole.Alert).GetByText(words).WaitForAsync();
        }

        await page.Locator("input[type=file]").SetInputFilesAsync(browser.ReportPath);
        await page.Locator("h1", new() { HasText = "Two reports" }).WaitForAsync();
        (await page.GetByRole(AriaRole.Alert).InnerTextAsync()).Should().BeEmpty();
    }

    [BrowserFact]
    public async Task An_address_that_needs_a_second_report_asks_for_it()
    {
        IPage page = await browser.OpenAsync("/diff/0/file/0");

        (await page.Locator("h1").InnerTextAsync()).Should().Be("The second report is not open");
        await page.Locator("input[type=file]").SetInputFilesAsync(browser.ReportPath);
        await page.Locator("h1", new() { HasText = "Two runs of one scenario" }).WaitForAsync();
        (await (await browser.OpenAsync("/s/999")).Locator("h1").InnerTextAsync()).Should().Be("There is no such page");
    }

    [BrowserFact]
    public async Task Two_different_scenarios_are_not_called_two_runs_of_one()
    {
        IPage page = await browser.OpenAsync("/diff/0/4");

        (await page.Locator("h1").InnerTextAsync()).Should().Be("Two scenarios");
        (await page.Locator("p.meta").InnerTextAsync()).Should().Contain("The NAT gives a new port").And.Contain("Loss, copies");
    }

    [BrowserFact]
    public async Task No_two_elements_of_a_comparison_have_the_same_id()
    {
        IPage page = await browser.OpenAsync("/diff/0/1");

        (await page.Locator("main [id]").EvaluateAllAsync<string[]>("all => all.map((one) => one.id)"))
            .Should()
            .HaveCountGreaterThan(3)
            .And.OnlyHaveUniqueItems();
    }

    [BrowserFact]
    public async Task A_long_trace_differs_in_what_was_put_in_and_in_nothing_else()
    {
        IPage page = await browser.OpenAsync();

        int[] found = await page.EvaluateAsync<int[]>(
            """
            () => {
              const line = (number) => ({ key: number % 7 === 0 ? "often" : `line ${number}` });
              const left = Array.from({ length: 30000 }, (_, number) => line(number));
              const right = left.flatMap((one, number) =>
                number % 20 === 3 ? [{ key: `new ${number}` }, one] : number % 100 === 50 ? [] : [one]);
              const { rows, isExact } = aligned(left, right);
              return [rows.filter((row) => !isEqual(row)).length, Number(isExact)];
            }
            """
        );

        found.Should().Equal(1_800, 1);
    }

    [BrowserFact]
    public async Task Of_traces_that_have_nothing_in_common_the_page_does_not_claim_an_exact_number()
    {
        IPage page = await browser.OpenAsync();

        string text = await page.EvaluateAsync<string>(
            """
            () => {
              const lines = (word) => Array.from({ length: 9000 }, (_, number) => ({ line: "{}", key: `${word} ${number}` }));
              const { rows, isExact } = aligned(lines("left"), lines("right"));
              return resultText(rows, 0, isExact);
            }
            """
        );

        text.Should().Contain("at most 9,000 rows of 9,000").And.Contain("only the first difference is exact");
    }

    [BrowserFact]
    public async Task Where_a_trace_is_missing_the_reason_is_the_one_of_its_report()
    {
        ReportRun[] runs = [.. Some.Runs("one"), Some.Runs("one")[0] with { Number = 1, Seed = 2 }];
        string path = Path.Combine(browser.Folder, "missing.html");
        byte[] noise = new byte[3_000_000];
        new Random(1).NextBytes(noise);
        using (HtmlReport report = new(File.Create(path), ReportDetail.All))
        {
            Picture picture = Some.PictureOf([1]);
            report.Start(Some.Facts, runs);
            report.End(Some.Failed(runs[0], "no", picture));
            report.End(
                Some.Failed(runs[1], "no", picture with { Parts = picture.Parts with { WriteTrace = stream => stream.Write(noise) } })
            );
            report.Finish(Some.Sum);
        }

        IPage page = await browser.OpenAsync("/diff/0/1", path);

        (await page.Locator(".notice").InnerTextAsync())
            .Should()
            .Contain("seed 2")
            .And.Contain("--trace FILE")
            .And.NotContain("--report-detail");
        (await page.Locator(".ladder-body svg").CountAsync()).Should().Be(2, "both have a picture");
    }

    private async Task<IPage> CompareAsync(string before, string after)
    {
        IPage page = await browser.OpenAsync("/", before);
        await page.Locator("input[type=file]").SetInputFilesAsync(after);
        await page.Locator("h1", new() { HasText = "Two reports" }).WaitForAsync();
        return page;
    }

    private string Write(string name, ReportRun[] runs, params string[] messages)
    {
        string path = Path.Combine(browser.Folder, name);
        using HtmlReport report = new(File.Create(path), ReportDetail.Failed);
        report.Start(Some.Facts, runs);
        foreach ((ReportRun run, string message) in runs.Zip(messages))
        {
            report.End(Some.Failed(run, message, Some.PictureOf([1])));
        }

        report.Finish(Some.Sum);
        return path;
    }
}
