using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The ladder of endpoints: a stranger's protocol, of which the report knows what it says and nothing more.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class EndpointLadderTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task What_an_endpoint_says_stands_on_its_lane_and_a_server_in_the_open_right_of_the_nats()
    {
        ReportRun[] runs = Some.Runs("first");
        string path = Path.Combine(browser.Folder, "endpoint.html");
        using (HtmlReport report = new(File.Create(path), ReportDetail.All))
        {
            report.Start(Some.Facts, runs);
            report.End(Some.Passed(runs[0], Some.PictureOf([1]) with { Parts = Parts() }));
            report.Finish(Some.Sum);
        }

        IPage page = await browser.OpenAsync("/s/0", path);

        (await page.Locator(".ladder .chip-text").AllTextContentsAsync()).Should().Equal("“got one”", "“got two”");
        (await page.Locator(".ladder .lane-name title").AllTextContentsAsync()).Should().Equal("phone", "home", "home", "server");
    }

    private static PictureParts Parts()
    {
        using PictureWriter writer = new();
        writer.Node("host", "server", null);
        writer.Node("nat", "home", null);
        writer.Node("host", "phone", "home");
        writer.Role("server", "endpoint");
        writer.Role("phone", "endpoint");
        foreach (string said in (string[])["got one", "got two"])
        {
            writer.Line($"{{\"t\":0,\"what\":\"event\",\"node\":\"server\",\"data\":{{\"event\":\"said\",\"text\":\"{said}\"}}}}");
        }

        return new PictureParts(Some.WriterOf(writer.ToJson()), null, null);
    }
}
