using System.Text.RegularExpressions;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>
/// docs/recipes.md shows the files of features/recipes whole, docs/stories.md leads to those of features/stories, and each can fail.
/// <c>UPDATE_PAGES=1 dotnet test tests/JumpingVpn.Cli.Tests --filter RecipesPage</c> copies the files into the page.
/// </summary>
public sealed partial class RecipesPageTests : IDisposable
{
    private static readonly string PagePath = RepositoryFiles.PathOf("docs", "recipes.md");

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void The_page_shows_every_recipe_whole_and_nothing_else()
    {
        string page = File.ReadAllText(PagePath).ReplaceLineEndings("\n");
        string[] shown = [.. Recipe().Matches(page).Select(match => match.Groups[1].Value)];
        shown.Should().BeEquivalentTo(FilesOf("recipes"));

        string whole = Recipe().Replace(page, match => BlockOf(match.Groups[1].Value));
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            File.WriteAllText(PagePath, whole);
            return;
        }

        page.Should().Be(whole, "UPDATE_PAGES=1 copies the files into the page");
    }

    [Fact]
    public void Each_of_the_twenty_questions_has_its_number()
    {
        string[] lines = File.ReadAllLines(PagePath);

        lines
            .Where(line => line.StartsWith("### ", StringComparison.Ordinal))
            .Select(line => line.Split('.')[0])
            .Should()
            .Equal(Enumerable.Range(1, 20).Select(number => $"### {number}"));
    }

    [Fact]
    public void The_stories_are_all_told()
    {
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", "stories.md"));

        FilesOf("stories").Where(file => !page.Contains($"(../{file})", StringComparison.Ordinal)).Should().BeEmpty();
    }

    /// <summary>What a recipe or a story says is not true of just any network: without its cause, or turned round, it fails.</summary>
    [Theory]
    [InlineData("recipes/asymmetric-loss", "loses 50 %", "loses 0 %")]
    [InlineData("recipes/bufferbloat", "16 kbit/s", "16 Mbit/s")]
    [InlineData("recipes/burst-loss", "the link of \"phone\" loses 10 % of the datagrams in bursts of 4", "1 s passes")]
    [InlineData("recipes/cgnat-timeout", "| 30 s ", "| 10 min ")]
    [InlineData("recipes/duplicate-storm", "acknowledges it again", "stays silent")]
    [InlineData("recipes/firewall-that-forgets", "| 20 s ", "| 10 min ")]
    [InlineData("recipes/flood", "with 1000 ", "with 10 ")]
    [InlineData("recipes/hairpin", "| off ", "| external source ")]
    [InlineData("recipes/ipv6", "exactly once", "exactly 2 times")]
    [InlineData("recipes/mtu-black-hole", "600 bytes", "1500 bytes")]
    [InlineData("recipes/nat-reboot", "the NAT \"home\" reboots", "1 s passes")]
    [InlineData("recipes/port-exhaustion", "2000 to 2001", "2000 to 2009")]
    [InlineData("recipes/rebinding-in-the-handshake", "\"home\" rebinds \"phone\" to a new port", "1 ms passes")]
    [InlineData("recipes/reordering", "\"phone\" sends 30 messages", "1 s passes")]
    [InlineData("recipes/replay", "REPLAY_DETECTED", "BAD_PROOF")]
    [InlineData("recipes/satellite-delay", "a satellite link", "a DSL link")]
    [InlineData("recipes/server-restart", "without its state", "with its state")]
    [InlineData("recipes/sleeping-sensor", "TTL of 1 h", "TTL of 10 min")]
    [InlineData("recipes/symmetric-nat", "symmetric", "a full cone")]
    [InlineData("recipes/wifi-to-lte", "the link of \"phone\" is cut", "1 s passes")]
    [InlineData("recipes/your-own-protocol", "| 30 s ", "| 10 min ")]
    [InlineData("stories/drone-telemetry", "the link of \"drone\" is cut", "1 ms passes")]
    [InlineData("stories/edge-device", "| 20 s ", "| 60 s ")]
    [InlineData("stories/emergency-crew", "the link of \"crew\" is cut", "1 s passes")]
    [InlineData("stories/payment-failover", "REPLAY_DETECTED", "BAD_PROOF")]
    [InlineData("stories/sleeping-sensors", "TTL of 30 min", "TTL of 5 min")]
    [InlineData("stories/two-offices", "external source", "off")]
    public async Task A_feature_without_its_cause_fails(string feature, string cause, string instead)
    {
        string text = await File.ReadAllTextAsync(RepositoryFiles.PathOf("features", feature + ".feature"));
        text.Should().Contain(cause);
        string changed = _directory.Write("changed.feature", text.Replace(cause, instead, StringComparison.Ordinal));

        (int code, string output, string error) = await CliCall.RunAsync("run", changed);

        error.Should().NotContain("changed.feature:", "what is changed is still a feature");
        code.Should().Be(1, output);
    }

    public void Dispose() => _directory.Dispose();

    private static string[] FilesOf(string folder) =>
        [
            .. Directory
                .GetFiles(RepositoryFiles.PathOf("features", folder), "*.feature")
                .Select(path => $"features/{folder}/{Path.GetFileName(path)}"),
        ];

    private static string BlockOf(string file) =>
        $"(../{file})\n\n```gherkin\n{File.ReadAllText(RepositoryFiles.PathOf(file)).ReplaceLineEndings("\n")}```\n";

    [GeneratedRegex(
        @"\(\.\./(features/recipes/[\w-]+\.feature)\)\n\n```gherkin\n(.*?)^```\n",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Recipe();
}
