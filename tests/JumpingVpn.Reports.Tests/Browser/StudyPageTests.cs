using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using JumpingVpn.Reports.Studies;
using JumpingVpn.Reports.Tests.Studies;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The page of a study, as a browser shows it.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class StudyPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task Everybody_can_read_it_in_light_and_dark_and_on_a_phone()
    {
        string file = Path.Combine(browser.Folder, "study.html");
        await using (var writer = new StreamWriter(file))
        {
            StudyPage.Write(StudyReportTests.Report(), writer);
        }

        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            BrowserNewPageOptions options = new()
            {
                ColorScheme = scheme,
                ViewportSize = new ViewportSize { Width = 360, Height = 740 },
            };
            IPage page = await browser.OpenAsync("", file, options);
            await page.Locator("summary").ClickAsync();

            AxeResult result = await page.RunAxe();

            result.Violations.Select(found => $"{found.Id} ({scheme}): {found.Nodes[0].Html}").Should().BeEmpty();
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).Should().BeLessThanOrEqualTo(360);
            (await page.GetByRole(AriaRole.Img).CountAsync()).Should().Be(3);
            string ink = await page.Locator(".c0 .mark").First.EvaluateAsync<string>("it => getComputedStyle(it).fill");
            ink.Should()
                .Be(scheme == ColorScheme.Light ? "rgb(11, 92, 173)" : "rgb(125, 184, 245)", "the style is applied, and its scheme");
            await page.CloseAsync();
        }
    }
}
