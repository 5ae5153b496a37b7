using System.Globalization;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>What ends between two steps, or begins there: mappings and outages of real runs.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class TimelinePageTests(ReportBrowser browser)
{
    private const string Feature = """
        Feature: Time passes
          Scenario: A mapping dies in the middle of a step
            Given a gateway "gw"
            And a NAT "home" that is a 3-s-timeout
            And a peer "server"
            And a peer "phone" behind "home"
            And a client "c" with a session on "gw"
            When "phone" probes "server"
            And "c" sends a message every 1 s for 20 s
            And "server" answers "phone"
          Scenario: A mapping lives as long as it is used
            Given a gateway "gw"
            And a NAT "home" that is a 3-s-timeout
            And a client "phone" behind "home" with a session on "gw"
            When "phone" sends a message every 1 s for 20 s
          Scenario: A link is dead again and again
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            And the link of "phone" is dead for 1 s after 1 s, every 2 s
            When "phone" sends a message every 300 ms for 8 s
        """;

    [BrowserFact]
    public async Task A_mapping_and_its_band_end_when_it_expires()
    {
        IPage page = await OpenAsync(0);

        double[] band = await EdgesAsync(page.Locator(".band .mapping"));
        double[] time = await YOfTimesAsync(page, "2 s", "4 s");
        band[1].Should().BeInRange(time[0], time[1], "it was used last at 0 s and lives for 3 s");
        await page.Locator(".label", new() { HasText = "datagram 7 B" }).First.ClickAsync();
        (await page.Locator(".nat-table").InnerTextAsync()).Should().Contain("expires in 3 s");
        await page.Keyboard.PressAsync("End");
        (await page.Locator(".beside").InnerTextAsync()).Should().Contain("home: no mappings").And.NotContain("over");
    }

    [BrowserFact]
    public async Task A_mapping_that_is_used_has_one_band_from_its_beginning_to_the_end()
    {
        IPage page = await OpenAsync(1);

        double[] band = await EdgesAsync(page.Locator(".band .mapping"));
        double[] time = await YOfTimesAsync(page, "1 s", "19 s");
        band[0].Should().BeLessThan(time[0]);
        band[1].Should().BeGreaterThan(time[1]);
    }

    [BrowserFact]
    public async Task Each_outage_of_a_schedule_has_its_band_and_the_schedule_its_words()
    {
        IPage page = await OpenAsync(2);

        (await page.Locator(".chip-text").AllTextContentsAsync())
            .Should()
            .Contain(text => text.Contains("link follows a schedule (down for 1 s after 1 s, every 2 s)", StringComparison.Ordinal));
        (await page.Locator(".band .down").CountAsync()).Should().BeGreaterThanOrEqualTo(4);
        double[] band = await EdgesAsync(page.Locator(".band .down").First);
        double[] time = await YOfTimesAsync(page, "900 ms", "1.2 s", "1.8 s", "2.1 s");
        band[0].Should().BeInRange(time[0], time[1]);
        band[1].Should().BeInRange(time[2], time[3]);
    }

    private async Task<IPage> OpenAsync(int scenario)
    {
        string path = Path.Combine(browser.Folder, "time.html");
        if (!File.Exists(path))
        {
            await File.WriteAllTextAsync(Path.Combine(browser.Folder, "time.feature"), Feature);
            browser.Run("run", "time.feature", "--report", "html=time.html", "--report-detail", "all");
        }

        IPage page = await browser.OpenAsync($"/s/{scenario}", path);
        await page.Locator("main.scenario .ladder-body svg").WaitForAsync();
        return page;
    }

    /// <summary>Where a band begins and where it ends.</summary>
    private static async Task<double[]> EdgesAsync(ILocator band)
    {
        double top = Number(await band.GetAttributeAsync("y"));
        return [top, top + Number(await band.GetAttributeAsync("height"))];
    }

    /// <summary>Where the first moments at these times stand.</summary>
    private static async Task<double[]> YOfTimesAsync(IPage page, params string[] times)
    {
        List<double> heights = [];
        foreach (string time in times)
        {
            ILocator word = page.Locator(".ladder .time").GetByText(time, new() { Exact = true });
            heights.Add(Number(await word.First.GetAttributeAsync("y")));
        }

        return [.. heights];
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);
}
