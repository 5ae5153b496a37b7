using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace JumpingVpn.Reports.Tests.Browser;

/// <summary>A headless browser, and a report that the program wrote of a real run.</summary>
public sealed class ReportBrowser : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private readonly ConcurrentQueue<string> _errors = [];

    /// <summary>Where the files are; removed at the end.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("jumpingvpn-report-").FullName;

    /// <summary>The report of <see cref="DemoFeature"/>, on both backends under two seeds, with all details.</summary>
    public string ReportPath => Path.Combine(Folder, "report.html");

    public async Task InitializeAsync()
    {
        if (BrowserFactAttribute.Path is null)
        {
            return;
        }

        await File.WriteAllTextAsync(Path.Combine(Folder, "demo.feature"), DemoFeature.Text);
        Run("run", "demo.feature", "--backend", "all", "--seeds", "2", "--report", "html=report.html", "--report-detail", "all");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = BrowserFactAttribute.Path, Args = ["--no-sandbox", "--disable-gpu"] }
        );
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Runs the program in <see cref="Folder"/>.</summary>
    public void Run(params string[] words)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string word in words.Prepend(Path.Combine(AppContext.BaseDirectory, "jumpingvpn.dll")))
        {
            start.ArgumentList.Add(word);
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // 1: a scenario failed, as some of them are meant to.
        process.ExitCode.Should().BeLessThanOrEqualTo(1, "{0}{1}", output, errors.Result);
    }

    /// <summary>Opens a page of a report. Whatever it asks of a network, and whatever its script complains about, fails the test.</summary>
    /// <param name="address">What stands behind the #.</param>
    /// <param name="file">The report; null for <see cref="ReportPath"/>.</param>
    /// <param name="options">Size and colours.</param>
    internal async Task<IPage> OpenAsync(string address = "/", string? file = null, BrowserNewPageOptions? options = null)
    {
        IPage page = await _browser!.NewPageAsync(options ?? new BrowserNewPageOptions());
        page.SetDefaultTimeout(120_000); // ends a page that hangs; how fast a page is depends on what else the machine does
        page.PageError += (_, error) => _errors.Enqueue(error);
        List<string> asked = [];
        page.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync($"file://{file ?? ReportPath}#{address}");
        await page.Locator("main").WaitForAsync();
        asked.Should().HaveCount(1, "everything is in the file, and nothing else is asked for");
        _errors.Should().BeEmpty("the script of the page has nothing to complain about, here and on the pages before");
        return page;
    }
}
