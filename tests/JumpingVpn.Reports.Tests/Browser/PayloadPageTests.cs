using System.Text;
using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The bytes of a datagram beside the ladder: what is decoded is what is there.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class PayloadPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task Json_is_shown_as_it_is_written_with_every_member()
    {
        string shown = await BesideAsync(
            """{"type":"DATA","n":12345678901234567890,"x":0.10,"empty":"","none":null,"d":1,"d":2,"in":{"a":[1.0]}}"""u8.ToArray()
        );

        shown
            .Should()
            .Contain("n\n12345678901234567890\n")
            .And.Contain("x\n0.10\n")
            .And.Contain("empty\n\"\"\n")
            .And.Contain("none\nnull\n");
        shown.Should().Contain("d\n1\nd\n2\n").And.Contain("in\n{\"a\":[1.0]}");
    }

    [BrowserFact]
    public async Task A_text_that_looks_like_something_else_keeps_its_quotes()
    {
        string shown = await BesideAsync("{\"a\":\"null\",\"b\":\"12\",\"c\":\"word\",\"e\":\"\\u20ac\",\"f\":\"\\ud800\"}"u8.ToArray());

        shown
            .Should()
            .Contain("a\n\"null\"\n")
            .And.Contain("b\n\"12\"\n")
            .And.Contain("c\nword\n")
            .And.Contain("e\n€\n")
            .And.Contain("⟨U+D800⟩");
    }

    [BrowserFact]
    public async Task Bytes_that_are_no_text_are_shown_as_bytes_only()
    {
        string shown = await BesideAsync([.. "{\"type\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);

        shown.Should().Contain("7b 22 74 79 70 65 22 3a 22 ff fe 22 7d").And.NotContain("\uFFFD");
    }

    [BrowserFact]
    public async Task The_bytes_of_json_open_beside_its_members_and_stay_open_at_the_next_moment()
    {
        IPage page = await OpenAsync("{\"type\":\"DATA\"}"u8.ToArray());
        await page.Keyboard.PressAsync("Home");

        await page.GetByText("The bytes").ClickAsync();
        (await page.Locator(".beside .dump").InnerTextAsync()).Should().StartWith("0000  7b 22 74 79 70 65");
        await page.Locator(".ladder").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("ArrowUp");

        (await page.Locator(".beside .dump").IsVisibleAsync()).Should().BeTrue();
    }

    [BrowserFact]
    public async Task A_long_message_has_its_type_although_only_its_beginning_is_kept()
    {
        byte[] message = Encoding.ASCII.GetBytes($"{{\"type\":\"DATA\",\"payload\":\"{new string('x', 3_000)}\"}}");

        (await BesideAsync(message)).Should().Contain("DATA 3028 B").And.Contain("The first 2,048 bytes; --pcap FILE writes");
    }

    /// <summary>What stands beside the ladder where a datagram with these bytes is sent.</summary>
    private async Task<string> BesideAsync(byte[] payload)
    {
        IPage page = await OpenAsync(payload);
        await page.Keyboard.PressAsync("Home");
        return (await page.Locator(".beside").InnerTextAsync()).Replace("\n\n", "\n", StringComparison.Ordinal);
    }

    private async Task<IPage> OpenAsync(byte[] payload)
    {
        ReportRun[] runs = Some.Runs("first");
        string path = Path.Combine(browser.Folder, "payload.html");
        using (HtmlReport report = new(File.Create(path), ReportDetail.All))
        {
            report.Start(Some.Facts, runs);
            report.End(Some.Failed(runs[0], "no", Some.PictureOf(payload)));
            report.Finish(Some.Sum);
        }

        IPage page = await browser.OpenAsync("/s/0", path);
        await page.Locator(".ladder").FocusAsync();
        return page;
    }
}
