using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The invariants stand once in the file, and each page shows those of its own run.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class InvariantPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task A_page_shows_the_invariants_that_its_run_was_judged_by_and_no_others()
    {
        string path = Path.Combine(browser.Folder, "invariants.html");
        ReportRun[] runs = Some.Runs("one", "two", "three");
        using (HtmlReport report = new(File.Create(path), ReportDetail.All))
        {
            report.Start(Some.Facts, runs);
            string[] claims = ["nothing is lost", "nothing is doubled", "nothing is lost"];
            foreach ((ReportRun run, string claim) in runs.Zip(claims))
            {
                report.End(Some.Passed(run, Some.PictureOf([1]) with { Invariants = [claim] }));
            }

            report.Finish(Some.Sum);
        }

        foreach ((int run, string shown, string other) in new[] { (1, "doubled", "lost"), (2, "lost", "doubled") })
        {
            IPage page = await browser.OpenAsync($"/s/{run}", path);
            await page.GetByText($"nothing is {shown}").WaitForAsync();
            (await page.GetByText($"nothing is {other}").CountAsync()).Should().Be(0);
        }
    }

    [BrowserFact]
    public async Task A_report_whose_data_are_damaged_says_so()
    {
        string path = Path.Combine(browser.Folder, "damaged.html");
        string text = await File.ReadAllTextAsync(browser.ReportPath);
        await File.WriteAllTextAsync(path, text.Replace("\nresult [1,", "\nresult {\"0\":1}\nresult [1,", StringComparison.Ordinal));

        IPage page = await browser.OpenAsync("/", path);

        (await page.Locator("h1").InnerTextAsync()).Should().Be("This report is damaged");
    }
}
