using JumpingVpn.Features.Running;
using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Reports.Tests.Support;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>Nothing falls off the paper, nor off the drawing.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class PaperTests(ReportBrowser browser)
{
    private const string Fits = "all => all.every((one) => one.scrollWidth <= one.clientWidth + 1)";

    [BrowserFact]
    public async Task On_paper_long_lines_are_wrapped_and_no_box_is_empty()
    {
        ReportRun[] runs = Some.Runs("first");
        ReportResult failed = Some.Failed(runs[0], "no", Some.PictureOf([1], [2]));
        ScenarioResult result = failed.Result with { Output = [string.Concat(Enumerable.Repeat("a long line ", 60))] };
        string path = Write("paper.html", runs, failed with { Result = result });
        IPage page = await browser.OpenAsync("/s/0", path);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await page.Locator("pre").EvaluateAllAsync<bool>(Fits)).Should().BeTrue();
        (await page.GetByText("Attachments").IsVisibleAsync()).Should().BeFalse();
        double[] sizes = await page.EvaluateAsync<double[]>(
            "['.step-text', '.step-time', '.why'].map((it) => parseFloat(getComputedStyle(document.querySelector(it)).fontSize))"
        );
        sizes[1].Should().BeLessThan(sizes[0]);
        sizes[2].Should().BeLessThanOrEqualTo(sizes[0]);
    }

    [BrowserFact]
    public async Task On_paper_the_numbers_of_the_outcomes_are_there()
    {
        IPage page = await browser.OpenAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await page.Locator(".outcome").First.IsVisibleAsync()).Should().BeTrue();
    }

    [BrowserFact]
    public async Task Every_word_of_a_ladder_is_inside_of_it_and_reasons_cover_no_translation()
    {
        ReportRun[] runs = Some.Runs("first");
        string path = Write("edge.html", runs, Some.Failed(runs[0], "no", Some.PictureOf([1]) with { Parts = Drops() }));
        IPage page = await browser.OpenAsync(
            "/s/0",
            path,
            new()
            {
                ViewportSize = new() { Width = 700, Height = 900 },
            }
        );
        await page.Locator(".ladder .reason").First.WaitForAsync();

        string[] outside = await page.EvaluateAsync<string[]>(
            """
            () => {
              const drawing = document.querySelector(".ladder-body svg").getBoundingClientRect();
              const texts = [...document.querySelectorAll(".ladder-body svg text")].filter((text) => !text.closest(".head"));
              return texts.filter((text) => text.getBoundingClientRect().right > drawing.right + 1
                || text.getBoundingClientRect().left < drawing.left - 1).map((text) => text.textContent);
            }
            """
        );
        outside.Should().BeEmpty();
        bool covers = await page.EvaluateAsync<bool>(
            """
            () => [...document.querySelectorAll(".reason")].some((reason) => [...document.querySelectorAll(".translated")].some((other) => {
              const [one, two] = [reason.getBoundingClientRect(), other.getBoundingClientRect()];
              return one.left < two.right && two.left < one.right && one.top < two.bottom - 2 && two.top < one.bottom - 2;
            }))
            """
        );
        covers.Should().BeFalse();
    }

    [BrowserFact]
    public async Task The_headings_of_a_ladder_with_one_lane_have_all_the_room_there_is()
    {
        ReportRun[] runs = Some.Runs("first");
        string path = Write("lane.html", runs, Some.Failed(runs[0], "no", Some.PictureOf([1]) with { Parts = OneLane() }));
        IPage page = await browser.OpenAsync("/s/0", path);

        double[] widths = await page.EvaluateAsync<double[]>(
            "['.ladder', '.ladder .head rect'].map((it) => document.querySelector(it).getBoundingClientRect().width)"
        );
        widths[1].Should().BeGreaterThan(widths[0] - 30);
    }

    private string Write(string name, ReportRun[] runs, ReportResult result)
    {
        string path = Path.Combine(browser.Folder, name);
        using HtmlReport report = new(File.Create(path), ReportDetail.All);
        report.Start(Some.Facts, runs);
        report.End(result);
        report.Finish(Some.Sum);
        return path;
    }

    private static PictureParts OneLane()
    {
        using PictureWriter writer = new();
        writer.Node("host", "phone", null);
        writer.Change(TimeSpan.Zero, "phone", "paused", null);
        return new PictureParts(Some.WriterOf(writer.ToJson()), null, null);
    }

    /// <summary>A datagram on its way in through one NAT is dropped by the next one; another one at the right edge.</summary>
    private static PictureParts Drops()
    {
        using PictureWriter writer = new();
        writer.Node("host", "gw", null);
        writer.Node("nat", "carrier", null);
        writer.Node("nat", "home", "carrier");
        writer.Node("host", "phone", "home");
        writer.Role("gw", "gateway");
        writer.Role("phone", "client");
        const string reason = "dropped by the NAT: its filtering does not admit this sender";
        (string Kind, long Datagram, string Where, string? Translated, string? Drop)[] hops =
        [
            ("sent", 0, "gw", null, null),
            ("nat-in", 0, "carrier", "100.64.0.2:40000", null),
            ("dropped", 0, "home", null, reason),
            ("sent", 1, "gw", null, null),
            ("dropped", 1, "gw", null, reason),
        ];
        foreach ((string kind, long datagram, string where, string? translated, string? drop) in hops)
        {
            writer.Hop(
                new PictureHop(TimeSpan.Zero, kind, datagram, where, "198.51.100.1:443", "203.0.113.1:1024", translated, null, drop),
                [1]
            );
        }

        return new PictureParts(Some.WriterOf(writer.ToJson()), null, null);
    }
}
