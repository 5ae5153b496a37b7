using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>Everybody can read it: by axe's rules in light and dark, by the keyboard alone, on a phone, on paper.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class AccessibilityTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task Axe_finds_no_violation_on_any_page_in_light_and_dark()
    {
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (string address in new[] { "/?outcome=failed", "/s/4", "/s/12", "/diff/4/5" })
            {
                IPage page = await browser.OpenAsync(address, options: new BrowserNewPageOptions { ColorScheme = scheme });

                AxeResult result = await page.RunAxe();

                string[] violations =
                [
                    .. result.Violations.Select(found =>
                        $"{found.Id} ({scheme}, {address}): {string.Join("; ", found.Nodes.Take(3).Select(node => node.Html))}"
                    ),
                ];
                violations.Should().BeEmpty();
                await page.CloseAsync();
            }
        }
    }

    [BrowserFact]
    public async Task The_keyboard_alone_reaches_a_scenario_and_the_buttons_of_its_ladder()
    {
        IPage page = await browser.OpenAsync();

        await TabToAsync(page, "a", "A claim that does not hold");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".ladder-body svg").WaitForAsync();
        await TabToAsync(page, "button", "Copy");
        await TabToAsync(page, "button", "✕ next");
        await TabToAsync(page, "div", string.Empty, "ladder");
        await TabToAsync(page, "button", "Capture (pcapng)");
    }

    [BrowserFact]
    public async Task On_a_phone_nothing_but_a_ladder_or_a_table_scrolls_sideways()
    {
        foreach (string address in new[] { "/", "/s/4", "/s/12", "/diff/0/1" })
        {
            IPage page = await browser.OpenAsync(
                address,
                options: new BrowserNewPageOptions
                {
                    ViewportSize = new ViewportSize { Width = 360, Height = 740 },
                }
            );

            int width = await page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            width.Should().BeLessThanOrEqualTo(360, address);
            await page.CloseAsync();
        }
    }

    [BrowserFact]
    public async Task On_paper_the_whole_ladder_is_there_and_no_button_is()
    {
        IPage page = await browser.OpenAsync("/s/4");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });

        (await page.Locator(".ladder-tools").IsVisibleAsync()).Should().BeFalse();
        (await page.Locator(".ladder").EvaluateAsync<bool>("it => it.scrollHeight <= it.clientHeight + 1")).Should().BeTrue();
    }

    /// <summary>Presses Tab until such an element has the focus, which fails where it cannot be reached.</summary>
    private static async Task TabToAsync(IPage page, string tag, string text, string style = "")
    {
        for (int presses = 0; presses < 100; presses++)
        {
            await page.Keyboard.PressAsync("Tab");
            string[] focus = await page.EvaluateAsync<string[]>(
                "[document.activeElement.tagName.toLowerCase(), document.activeElement.textContent, document.activeElement.className]"
            );
            if (focus[0] == tag && (text.Length == 0 || focus[1] == text) && (style.Length == 0 || focus[2] == style))
            {
                return;
            }
        }

        Assert.Fail($"100 presses of Tab reach no {tag} with the text \"{text}\".");
    }
}
