using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Endpoints;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>
/// The tables of docs/quic.md are what the stack does today, where it is the version that the page names.
/// <c>UPDATE_PAGES=1</c> writes them.
/// </summary>
[Collection(BuiltExamples.Name)]
public sealed class QuicPageTests(BuiltExamples examples) : IDisposable
{
    private const string Page = "quic.md";
    private const int Seeds = 100;

    private readonly EndpointPrograms _programs = new();

    [SkippableFact]
    public void The_page_says_what_the_stack_does_when_a_network_moves()
    {
        IEndpointProgram quic = Load();
        StringBuilder table = new();
        table.Append(
            "| what happens | what is sent next arrives after | its answer after | paths that the server validated | the connection |\n"
        );
        table.Append("|---|---|---|---|---|\n");
        foreach (QuicHappening happening in QuicHappening.All)
        {
            table.Append(Row(quic, happening));
        }

        Pages.ExpectBetween(Page, "what a network does", table.ToString());
    }

    [SkippableFact]
    public void The_page_says_how_often_a_connection_outlives_loss_with_and_without_a_rebinding()
    {
        IEndpointProgram quic = Load();
        StringBuilder table = new();
        table.Append("| loss, each way | lives, without a rebinding | lives, with one | what ends it |\n|---|---|---|---|\n");
        foreach (int percent in (int[])[0, 2, 5, 10, 20, 30])
        {
            (int calm, _) = Survivors(quic, percent, QuicHappening.All[0]);
            (int moved, string why) = Survivors(quic, percent, QuicHappening.All[1]);
            table.Append(CultureInfo.InvariantCulture, $"| {percent} % | {calm} of {Seeds} | {moved} of {Seeds} | {why} |\n");
        }

        Pages.ExpectBetween(Page, "loss and a rebinding", table.ToString());
    }

    [SkippableFact]
    public async Task The_page_s_finding_is_what_its_feature_shows()
    {
        Load();

        (int code, string output, string _) = await CliCall.RunAsync("run", examples.PathOf("quic/lost-challenges.feature"));

        code.Should().Be(1);
        output.Should().Contain("\"server\" has said \"closed*\" once, not never").And.Contain("closed: ERR_NO_VIABLE_PATH");
    }

    public void Dispose() => _programs.Dispose();

    private static string Row(IEndpointProgram quic, QuicHappening happening)
    {
        using QuicScene world = new(quic, seed: 1, happening);
        happening.Happens(world.Scene);
        TimeSpan told = world.Scene.Lab.Now;
        world.Phone.Tell(happening.Then.Told);
        world.Scene.Pass(happening.Patience);
        int paths = world.Scene.Endpoints.Said.Count(saying => saying.Actor == "server" && saying.Text == "path validated");
        string end = string.Join(", ", Ends(world).DefaultIfEmpty("lives"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {happening.Sentence} | {After(world, happening.Then.Arrived, told)} | {After(world, happening.Then.Answered, told)} "
                + $"| {paths} | {end} |\n"
        );
    }

    private static (int Lives, string Why) Survivors(IEndpointProgram quic, int percent, QuicHappening happening)
    {
        SortedDictionary<string, int> ends = new(StringComparer.Ordinal);
        int lives = 0;
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            using QuicScene world = new(quic, seed, happening);
            world.Lose(percent);
            happening.Happens(world.Scene);
            world.Phone.Tell(happening.Then.Told);
            world.Scene.Pass(TimeSpan.FromSeconds(20));
            string? end = Ends(world).FirstOrDefault();
            lives += end is null ? 1 : 0;
            if (end is not null)
            {
                ends[end] = ends.GetValueOrDefault(end) + 1;
            }
        }

        return (lives, string.Join(", ", ends.Select(end => $"{end.Key} ({end.Value})")));
    }

    private static IEnumerable<string> Ends(QuicScene world) =>
        world
            .Scene.Endpoints.Said.Where(saying => saying.Text.StartsWith("closed", StringComparison.Ordinal))
            .Select(saying => $"{saying.Actor} {saying.Text}");

    private static string After(QuicScene world, string text, TimeSpan told) =>
        world.Scene.Endpoints.Said.FirstOrDefault(saying => saying.Text == text) is { } saying
            ? string.Create(CultureInfo.InvariantCulture, $"{(saying.At - told).TotalMilliseconds:0} ms")
            : "never";

    /// <summary>The stack that the page is about; skips where there is none, or another one.</summary>
    private IEndpointProgram Load()
    {
        Skip.IfNot(examples.Output.Contains("quic: built", StringComparison.Ordinal), "There is no ngtcp2 on this machine.");
        IEndpointProgram quic = _programs.Load(examples.PathOf("quic/quic.so"), RepositoryFiles.Root);
        using QuicScene world = new(quic, seed: 1, QuicHappening.All[0]);
        world.Phone.Tell("version");
        string version = world.Scene.Endpoints.Said[^1].Text;
        string page = File.ReadAllText(RepositoryFiles.PathOf("docs", Page));
        Skip.IfNot(page.Contains(version, StringComparison.Ordinal), $"The page is about another version than {version}.");
        return quic;
    }
}
