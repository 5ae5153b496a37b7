using System.Text;
using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>Scenarios with more moments than a page draws at once, or than a picture keeps.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class LongStoryTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task The_end_of_what_failed_is_drawn_and_stays_when_the_window_changes()
    {
        IPage page = await OpenAsync(3_600);
        ILocator last = page.Locator("[data-moment='3599']");

        await last.WaitForAsync();
        await page.SetViewportSizeAsync(1_000, 700);
        await WaitForWidthAsync(page, 1_000);

        (await page.Locator(".place").InnerTextAsync()).Should().StartWith("3600 of 3600");
        (await last.CountAsync()).Should().Be(1);
        (await page.GetByRole(AriaRole.Button, new() { Name = "more moment" }).CountAsync()).Should().Be(0);
        (await page.Locator("[data-moment='0']").CountAsync()).Should().Be(1);
    }

    [BrowserFact]
    public async Task What_a_reader_has_drawn_stays_when_the_window_changes()
    {
        IPage page = await OpenAsync(3_600, fails: false);

        await page.GetByRole(AriaRole.Button, new() { Name = "Draw 1,100 more moments" }).ClickAsync();
        await page.SetViewportSizeAsync(1_000, 700);
        await WaitForWidthAsync(page, 1_000);

        (await page.Locator("[data-moment]").CountAsync()).Should().Be(3_600);
        (await page.Locator(".rest").IsVisibleAsync()).Should().BeFalse();
    }

    [BrowserFact]
    public async Task On_paper_every_moment_is_drawn()
    {
        IPage page = await OpenAsync(3_600, fails: false);

        await page.EvaluateAsync("window.dispatchEvent(new Event('beforeprint'))");

        (await page.Locator("[data-moment]").CountAsync()).Should().Be(3_600);
    }

    [BrowserFact]
    public async Task What_the_picture_leaves_out_is_said_with_the_way_to_it_and_the_end_has_its_types()
    {
        IPage page = await OpenAsync(20_000, hasTrace: false);

        string notices = string.Join('\n', await page.Locator(".notice").AllInnerTextsAsync());
        notices.Should().MatchRegex("1[1-4],[0-9]{3} moments in the middle are not in this picture: --trace FILE");
        await page.Locator(".ladder").FocusAsync();
        await page.Keyboard.PressAsync("End");
        (await page.Locator(".beside").InnerTextAsync()).Should().Contain("DATA").And.Contain("19999");
    }

    /// <summary>Opens the report of a scenario that sends so many messages.</summary>
    private async Task<IPage> OpenAsync(int messages, bool fails = true, bool hasTrace = true)
    {
        ReportRun[] runs = Some.Runs("first");
        string path = Path.Combine(browser.Folder, $"long-{messages}-{fails}.html");
        using (HtmlReport report = new(File.Create(path), ReportDetail.All))
        {
            Picture picture = Some.PictureOf([1]) with { Parts = Parts(messages, hasTrace) };
            report.Start(Some.Facts, runs);
            report.End(fails ? Some.Failed(runs[0], "no", picture) : Some.Passed(runs[0], picture));
            report.Finish(Some.Sum);
        }

        IPage page = await browser.OpenAsync("/s/0", path);
        await page.Locator("main.scenario .ladder-body svg").WaitForAsync();
        return page;
    }

    /// <summary>A ladder is drawn again after the window has changed: until its drawing is as narrow.</summary>
    private static async Task WaitForWidthAsync(IPage page, int width) =>
        await page.WaitForFunctionAsync($"document.querySelector('.ladder-body svg').getBoundingClientRect().width < {width}");

    private static PictureParts Parts(int messages, bool hasTrace)
    {
        using PictureWriter writer = new();
        writer.Node("host", "phone", null);
        writer.Node("host", "gw", null);
        for (int number = 0; number < messages; number++)
        {
            var hop = new PictureHop(
                TimeSpan.FromMilliseconds(number),
                "sent",
                number,
                "phone",
                "10.0.0.1:1",
                "10.0.0.2:2",
                null,
                null,
                null
            );
            writer.Hop(hop, Encoding.ASCII.GetBytes($"{{\"type\":\"DATA\",\"seq\":{number}}}"));
        }

        return new PictureParts(Some.WriterOf(writer.ToJson()), hasTrace ? static stream => stream.Write("{}\n"u8) : null, null);
    }
}
