using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The page of all scenarios, as a reader uses it.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class OverviewPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task What_did_not_pass_stands_first_with_its_reason_and_what_was_not_run_is_there()
    {
        IPage page = await browser.OpenAsync();

        string trouble = await page.Locator(".trouble").InnerTextAsync();
        trouble.Should().Contain("A claim that does not hold").And.Contain("WRONG_TRANSPORT, not 3").And.NotContain("new port");
        (await page.Locator("button.outcome").AllInnerTextsAsync())
            .Should()
            .Contain(text => text.Contains("skipped", StringComparison.Ordinal));
        (await page.Locator("details.feature a").AllInnerTextsAsync()).Should().Contain("Nobody runs this");
    }

    [BrowserFact]
    public async Task A_filter_narrows_the_list_and_stands_in_the_address()
    {
        IPage page = await browser.OpenAsync();

        await page.GetByRole(AriaRole.Searchbox).FillAsync("new port");
        await page.WaitForURLAsync("**q=new+port*");
        (await page.Locator("details.feature li").CountAsync()).Should().Be(4, "two backends and two seeds");
        IPage again = await browser.OpenAsync("/?q=new+port&backend=udp");
        (await again.Locator("details.feature li").CountAsync()).Should().Be(2);
        await page.GetByLabel("backend").SelectOptionAsync("sim");
        (await page.Locator("details.feature li").CountAsync()).Should().Be(2);
        await page.GetByRole(AriaRole.Searchbox).FillAsync("@attack");
        await page.GetByText("2 of 20 scenarios").WaitForAsync();
        await page.GetByRole(AriaRole.Searchbox).FillAsync(string.Empty);
        await page.WaitForURLAsync(url => !url.Contains("q=", StringComparison.Ordinal));
        await page.GetByRole(AriaRole.Button, new() { Name = "failed" }).ClickAsync();
        await page.GetByText("2 of 20 scenarios").WaitForAsync();
        (await page.Locator("details.feature li").AllInnerTextsAsync())
            .Should()
            .HaveCount(2)
            .And.OnlyContain(text => text.Contains("claim"));
    }

    [BrowserFact]
    public async Task A_link_leads_to_the_scenario_and_the_back_button_to_the_list()
    {
        IPage page = await browser.OpenAsync("/?q=thief");

        await page.Locator("details.feature a").First.ClickAsync();
        await page.Locator("h1", new() { HasText = "A thief replays" }).WaitForAsync();
        await page.GoBackAsync();
        await page.Locator("h1", new() { HasText = "Scenarios" }).WaitForAsync();
        (await page.GetByRole(AriaRole.Searchbox).InputValueAsync()).Should().Be("thief");
    }

    [BrowserFact]
    public async Task A_second_report_is_compared_scenario_by_scenario()
    {
        browser.Run("run", "demo.feature", "--seed", "2", "--report", "html=other.html", "--report-detail", "all");
        IPage page = await browser.OpenAsync();

        await page.Locator("input[type=file]").SetInputFilesAsync(Path.Combine(browser.Folder, "other.html"));
        await page.Locator("h1", new() { HasText = "Two reports" }).WaitForAsync();
        ILocator both = page.Locator("section", new() { HasText = "All that are in both" });
        await both.Locator("a", new() { HasText = "The NAT gives a new port" }).First.ClickAsync();
        await page.Locator("h1", new() { HasText = "Two runs of one scenario" }).WaitForAsync();
        (await page.GetByRole(AriaRole.Status).First.InnerTextAsync()).Should().StartWith("The two traces are equal");
    }
}
