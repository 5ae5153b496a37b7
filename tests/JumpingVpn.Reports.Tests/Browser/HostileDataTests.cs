using System.Text;
using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>Reports that no ordinary run writes: any bytes, a run that died, very many scenarios.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class HostileDataTests(ReportBrowser browser)
{
    private const string Hostile = "</script><img src=x onerror=\"document.title='owned'\">\"'\u202e\0";

    [BrowserFact]
    public async Task A_payload_of_any_bytes_is_shown_as_text()
    {
        byte[] payload = [.. Encoding.UTF8.GetBytes(Hostile), .. Enumerable.Range(0, 60_000).Select(static number => (byte)number)];
        ReportRun[] runs = Some.Runs("first");
        runs[0] = runs[0] with { Scenario = runs[0].Scenario with { Name = Hostile } };
        string file = Write("hostile.html", runs, report => report.End(Some.Failed(runs[0], Hostile, Some.PictureOf(payload))));

        IPage page = await browser.OpenAsync("/s/0", file);
        await page.Locator(".ladder").FocusAsync();
        await page.Keyboard.PressAsync("Home");

        (await page.Locator("img").CountAsync()).Should().Be(0);
        (await page.TitleAsync()).Should().NotBe("owned");
        (await page.Locator("h1").InnerTextAsync()).Should().Contain("</script><img").And.Contain("⟨U+202E⟩").And.Contain("⟨U+0000⟩");
        (await page.Locator(".beside .dump").InnerTextAsync()).Should().StartWith("0000  3c 2f 73 63 72 69 70 74 3e");
        (await page.Locator(".beside").InnerTextAsync()).Should().Contain("2,048 bytes");
    }

    [BrowserFact]
    public async Task A_message_with_letters_beyond_ascii_keeps_its_type_and_its_members()
    {
        ReportRun[] runs = Some.Runs("first");
        byte[] message = Encoding.UTF8.GetBytes("{\"type\":\"DATA\",\"payload\":\"Grüße \u202e\"}");
        string file = Write("letters.html", runs, report => report.End(Some.Failed(runs[0], "no", Some.PictureOf(message))));

        IPage page = await browser.OpenAsync("/s/0", file);
        await page.Locator(".ladder").FocusAsync();
        await page.Keyboard.PressAsync("Home");

        (await page.Locator(".ladder .label").AllTextContentsAsync()).Should().Contain($"DATA {message.Length} B");
        (await page.Locator(".beside").InnerTextAsync()).Should().Contain("Grüße ⟨U+202E⟩");
    }

    [BrowserFact]
    public async Task A_run_that_died_shows_what_there_was_and_which_scenario_it_died_in()
    {
        ReportRun[] runs = Some.Runs("first", "second", "third");
        string whole = Write(
            "whole.html",
            runs,
            report =>
            {
                report.Begin(runs[0]);
                report.End(Some.Passed(runs[0], Some.PictureOf([1])));
                report.Begin(runs[1]);
            },
            finishes: false
        );

        IPage page = await browser.OpenAsync("/", whole);

        (await page.Locator(".trouble").InnerTextAsync())
            .Should()
            .Contain("second")
            .And.Contain("ended before the result of this scenario was written");
        (await page.Locator(".summary").InnerTextAsync()).Should().Contain("The run has not ended");
        (await page.Locator("button.outcome").AllInnerTextsAsync()).Should().HaveCount(3);
        await page.GotoAsync($"file://{whole}#/s/1");
        (await page.Locator("h1").InnerTextAsync()).Should().Contain("died").And.Contain("second");
    }

    [BrowserFact]
    public async Task Ten_thousand_scenarios_fit_into_a_file_that_opens_with_few_elements_and_is_filtered()
    {
        ReportRun one = Some.Runs("a scenario of an ordinary name")[0];
        ReportRun[] runs =
        [
            .. Enumerable
                .Range(0, 10_000)
                .Select(number =>
                    one with
                    {
                        Number = number,
                        Scenario = one.Scenario with { Name = $"{one.Scenario.Name}, number {number}" },
                    }
                ),
        ];
        byte[] noise = new byte[3_000];
        new Random(1).NextBytes(noise);
        string file = Write(
            "many.html",
            runs,
            report =>
                Array.ForEach(
                    runs,
                    run =>
                        report.End(
                            run.Number % 50 == 7
                                ? Some.Failed(run, "no", Some.PictureOf([1], noise))
                                : Some.Passed(run, Some.PictureOf([1], noise))
                        )
                )
        );

        IPage page = await browser.OpenAsync("/", file);

        new FileInfo(file).Length.Should().BeLessThan(30_000_000);
        (await page.EvaluateAsync<int>("document.querySelectorAll('main *').length"))
            .Should()
            .BeLessThan(6_000, "rows are made as they are needed");
        await page.GetByRole(AriaRole.Searchbox).FillAsync("number 9999");
        await page.GetByText("1 of 10,000 scenarios").WaitForAsync();
        await page.GetByText("number 9999").ClickAsync();
        await page.GetByText("have used up their budget; use --report-detail all").WaitForAsync();
        (await page.Locator("ol.steps li").CountAsync()).Should().Be(3, "what it says and what became of it are there all the same");
    }

    private string Write(string name, ReportRun[] runs, Action<HtmlReport> tell, bool finishes = true)
    {
        string path = Path.Combine(browser.Folder, name);
        using var report = new HtmlReport(File.Create(path), ReportDetail.Failed);
        report.Start(Some.Facts, runs);
        tell(report);
        if (finishes)
        {
            report.Finish(Some.Sum);
        }

        return path;
    }
}
