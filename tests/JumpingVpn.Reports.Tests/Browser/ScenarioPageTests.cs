using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>The page of one scenario: the ladder and what stands beside it.</summary>
[Collection(BrowserTestSet.Name)]
public sealed class ScenarioPageTests(ReportBrowser browser)
{
    [BrowserFact]
    public async Task A_ladder_has_a_lane_for_each_host_and_each_side_of_each_nat()
    {
        IPage page = await OpenAsync("Loss, copies");

        string[] lanes = await LanesAsync(page);
        lanes.Should().Equal("phone client", "home inside", "home outside", "carrier inside", "carrier outside", "gw gateway");
    }

    [BrowserFact]
    public async Task A_ladder_shows_translations_drops_copies_delays_states_and_cut_links()
    {
        IPage page = await OpenAsync("Loss, copies");

        string? ladder = await page.Locator(".ladder").TextContentAsync();
        ladder.Should().Contain("HANDSHAKE_INIT").And.Contain("lost on the link").And.Contain("copy of DATA");
        ladder.Should().Contain("carrier: link down").And.Contain("BIRTH → ATTACHED").And.Contain(":49152 → :");
        ladder.Should().MatchRegex(@"\d\d\.?\d* ms", "each datagram was under way for some 30 ms");
        (await page.Locator(".band .down").CountAsync()).Should().BePositive();
        (await page.Locator(".band .state-attached").CountAsync()).Should().BePositive();
        (await page.Locator(".band .mapping").CountAsync()).Should().BePositive();
        (await page.Locator(".leg.copy").CountAsync()).Should().BePositive();
        (await page.Locator(".cross").CountAsync()).Should().BePositive();
    }

    [BrowserFact]
    public async Task Each_state_of_a_session_has_its_own_colour_in_the_legend_and_in_the_ladder()
    {
        IPage page = await OpenAsync("Loss, copies");
        string[] colours = await page.EvaluateAsync<string[]>(
            """
            () => ["attached", "recovering", "reattaching", "degraded", "volatile", "terminated"].map((state) => {
              const key = document.createElement("i");
              key.className = `key state-${state}`;
              document.body.append(key);
              const colour = getComputedStyle(key).backgroundColor;
              const band = getComputedStyle(document.documentElement).getPropertyValue(`--s-${state}`);
              key.style.backgroundColor = band;
              return colour === getComputedStyle(key).backgroundColor ? colour : `${state} differs: ${colour}`;
            })
            """
        );

        colours.Should().OnlyHaveUniqueItems().And.AllSatisfy(colour => colour.Should().StartWith("rgb("));
    }

    [BrowserFact]
    public async Task Whatever_an_attacker_sends_is_in_another_colour()
    {
        IPage page = await OpenAsync("A thief");

        (await LanesAsync(page)).Should().Contain("mallory attacker");
        (await page.Locator(".label.hostile").AllTextContentsAsync())
            .Should()
            .Contain(text => text.StartsWith("DATA", StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task The_failing_step_is_marked_in_the_list_and_on_the_axis()
    {
        IPage page = await OpenAsync("A claim");

        (await page.Locator("ol.steps li.failed").InnerTextAsync()).Should().Contain("exactly 3 datagrams");
        (await page.Locator(".head.failing").TextContentAsync()).Should().Contain("exactly 3 datagrams");
        (await page.Locator("section.failure h2").InnerTextAsync()).Should().Contain("not 3");
        (await page.Locator(".replay code").InnerTextAsync()).Should().Be("jumpingvpn run demo.feature:46 --backend sim --seed 1");
    }

    [BrowserFact]
    public async Task The_keyboard_steps_through_time_and_the_nat_tables_follow()
    {
        IPage page = await OpenAsync("The NAT gives");
        await page.Locator(".ladder").FocusAsync();

        await page.Keyboard.PressAsync("Home");
        (await page.Locator(".place").InnerTextAsync()).Should().StartWith("1 of ");
        string before = await page.Locator(".nat-table code").InnerTextAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        (await page.Locator(".place").InnerTextAsync()).Should().StartWith("2 of ");
        await page.Keyboard.PressAsync("n");
        (await page.Locator(".beside").InnerTextAsync()).Should().Contain("DataRejected");
        await page.Keyboard.PressAsync("End");
        (await page.Locator(".nat-table code").InnerTextAsync()).Should().NotBe(before, "the NAT gave another port");
    }

    [BrowserFact]
    public async Task The_bytes_of_a_datagram_are_decoded_where_one_points_at_it()
    {
        IPage page = await OpenAsync("A thief");

        await page.Locator(".label", new() { HasText = "HANDSHAKE_INIT" }).First.HoverAsync();
        (await page.Locator(".tip").InnerTextAsync()).Should().Contain("nonce").And.Contain("10.1.0.2:49152");
        await page.Locator(".label", new() { HasText = "datagram 200 B" }).First.ClickAsync();
        (await page.Locator(".beside .dump").First.InnerTextAsync()).Should().MatchRegex("^0000  ([0-9a-f]{2} ){16}");
    }

    [BrowserFact]
    public async Task What_repeats_can_be_hidden_and_silences_unfolded()
    {
        IPage page = await OpenAsync("Loss, copies");
        int all = await page.Locator("[data-moment]").CountAsync();
        double folded = (await page.Locator(".ladder-body svg").BoundingBoxAsync())!.Height;

        await page.GetByLabel("fold repeats").CheckAsync();
        (await page.Locator("[data-moment]").CountAsync()).Should().BeLessThan(all);
        (await page.Locator(".ladder").TextContentAsync()).Should().Contain("like it");
        await page.GetByLabel("fold repeats").UncheckAsync();
        await page.GetByLabel("fold silences").UncheckAsync();
        (await page.Locator(".ladder-body svg").BoundingBoxAsync())!.Height.Should().BeGreaterThan((float)folded);
    }

    [BrowserFact]
    public async Task Trace_and_capture_come_out_as_they_went_in()
    {
        IPage page = await OpenAsync("A thief");

        byte[] capture = await DownloadAsync(page, "Capture (pcapng)");
        capture[..4].Should().Equal([0x0A, 0x0D, 0x0D, 0x0A], "a pcapng file begins so");
        string trace = System.Text.Encoding.UTF8.GetString(await DownloadAsync(page, "Trace (JSON lines)"));
        trace.Split('\n')[0].Should().StartWith("{\"t\":0,\"what\":\"sent\",\"node\":\"phone\"");
    }

    [BrowserFact]
    public async Task Over_real_sockets_the_ladder_shows_the_same_ways()
    {
        IPage page = await OpenAsync("The NAT gives", "udp");

        (await LanesAsync(page)).Should().Equal("phone client", "home inside", "home outside", "gw gateway");
        (await page.Locator(".label").AllTextContentsAsync())
            .Should()
            .Contain(text => text.StartsWith("REATTACH_REQUEST", StringComparison.Ordinal));
    }

    internal static async Task<string[]> LanesAsync(IPage page)
    {
        IReadOnlyList<string> names = await page.Locator(".lane-name")
            .EvaluateAllAsync<string[]>("all => all.map(one => one.querySelector('title').textContent)");
        IReadOnlyList<string> sides = await page.Locator(".lane-side").AllTextContentsAsync();
        return [.. names.Zip(sides, static (name, side) => $"{name} {side}")];
    }

    private static async Task<byte[]> DownloadAsync(IPage page, string button)
    {
        IDownload file = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync());
        return await File.ReadAllBytesAsync(await file.PathAsync());
    }

    private async Task<IPage> OpenAsync(string name, string backend = "sim")
    {
        IPage page = await browser.OpenAsync($"/?q={Uri.EscapeDataString(name)}&backend={backend}");
        await page.Locator("details.feature a").First.ClickAsync();
        await page.Locator("main.scenario .ladder-body svg").WaitForAsync();
        return page;
    }
}
