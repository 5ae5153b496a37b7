using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>Each language's example passes the same feature on both carriers, where its toolchain is on the machine.</summary>
[Collection(BuiltExamples.Name)]
public sealed class EndpointExampleTests(BuiltExamples examples)
{
    [SkippableTheory]
    [InlineData("wat", "")]
    [InlineData("c", "cc")]
    [InlineData("c-process", "cc")]
    [InlineData("c-wasm", "clang", "c-wasm")]
    [InlineData("rust", "rustc")]
    [InlineData("go", "go")]
    [InlineData("python", "python3")]
    [InlineData("javascript", "node")]
    [InlineData("csharp", "dotnet")]
    public async Task A_language_passes_the_feature_of_all(string tag, string tool, string? built = null)
    {
        RequireTool(tool);
        Skip.IfNot(built is null || examples.Output.Contains($"{built}: built", StringComparison.Ordinal), examples.Output);

        (int code, string output, string error) = await CliCall.RunAsync(
            "run",
            examples.PathOf("ping.feature"),
            "--tags",
            $"@{tag}",
            "--backend",
            "all"
        );

        output.Should().EndWith("2 passed, 0 failed\n", "{0}", error);
        code.Should().Be(0);
    }

    [SkippableFact]
    public async Task A_library_in_a_process_of_its_own_leaves_the_same_trace()
    {
        RequireTool("cc");
        string[] words = ["run", examples.PathOf("ping.feature"), "--tags", "@c", "--trace"];

        await CliCall.RunAsync([.. words, examples.PathOf("ours.jsonl")]);
        (int code, string output, string error) = await CliCall.RunAsync([.. words, examples.PathOf("isolated.jsonl"), "--isolate"]);

        code.Should().Be(0, "{0}{1}", output, error);
        File.ReadAllText(examples.PathOf("isolated.jsonl")).Should().Be(File.ReadAllText(examples.PathOf("ours.jsonl")));
    }

    [SkippableFact]
    public async Task Each_door_gives_the_same_bytes_in_another_process()
    {
        RequireTool("cc");
        RequireTool("python3");

        (int code, string output, string error) = await CliCall.RunAsync(
            "run",
            examples.PathOf("ping.feature"),
            "--tags",
            "@wat or @c or @python",
            "--verify"
        );

        output.Should().EndWith("verified 3 scenarios\n", "{0}", error);
        code.Should().Be(0);
    }

    [SkippableFact]
    public async Task A_real_stack_moves_with_its_networks_on_both_carriers_and_the_same_twice()
    {
        Skip.IfNot(examples.Output.Contains("quic: built", StringComparison.Ordinal), examples.Output);

        (int code, string output, string error) = await CliCall.RunAsync("run", examples.PathOf("quic/quic.feature"), "--backend", "all");
        (int verified, string verdict, string _) = await CliCall.RunAsync("run", examples.PathOf("quic/quic.feature"), "--verify");

        output.Should().EndWith("14 passed, 0 failed\n", "{0}", error);
        code.Should().Be(0);
        verdict.Should().EndWith("verified 7 scenarios\n");
        verified.Should().Be(0);
    }

    [SkippableFact]
    public async Task The_planted_bug_is_found_and_said_in_the_words_of_the_feature()
    {
        RequireTool("python3");

        (int code, string output, string _) = await CliCall.RunAsync("run", examples.PathOf("planted-bug.feature"));

        code.Should().Be(1);
        output.Should().Contain("\"server\" must say each \"got *\" only once, but said \"got hello\" again.");
    }

    [SkippableFact]
    public async Task Exploring_finds_the_bug_that_a_feature_does_not_notice_and_hands_back_one_that_does()
    {
        RequireTool("cc");
        string feature = examples.PathOf("unnoticed-bug.feature");
        string folder = examples.PathOf("findings");

        (int calm, string _, string _) = await CliCall.RunAsync("run", feature);
        (int code, string output, string _) = await CliCall.RunAsync("explore", feature, "--seeds", "40", "--jobs", "1", "--out", folder);

        calm.Should().Be(0);
        code.Should().Be(1);
        output.Should().Contain("\"server\" must say each \"got *\" only once").And.Contain(" 1 found");
        (int again, string failure, string _) = await CliCall.RunAsync("run", Directory.GetFiles(folder, "*.feature").Single());
        again.Should().Be(1);
        failure.Should().Contain("\"server\" must say each \"got *\" only once, but said \"got hello\" again.");
        (int _, string told, string _) = await CliCall.RunAsync("replay", Directory.GetFiles(folder, "*.decisions").Single());
        told.Should().Contain("the same as in the log.");
    }

    [SkippableFact]
    public async Task A_merge_of_parts_names_the_programs_from_where_it_writes_its_features()
    {
        RequireTool("cc");
        string results = examples.PathOf("part.ndjson");
        string elsewhere = examples.PathOf(Path.Combine("merged", "findings"));
        string[] explore = ["explore", examples.PathOf("unnoticed-bug.feature"), "--seeds", "40", "--jobs", "1", "--results", results];

        await CliCall.RunAsync([.. explore, "--out", examples.PathOf("of-the-part")]);
        await CliCall.RunAsync("explore", "--merge", results, "--out", elsewhere);

        (int _, string failure, string _) = await CliCall.RunAsync("run", Directory.GetFiles(elsewhere, "*.feature").Single());
        failure.Should().Contain("\"server\" must say each \"got *\" only once, but said \"got hello\" again.");
    }

    [SkippableFact]
    public async Task Exploring_a_ping_without_the_bug_finds_nothing()
    {
        RequireTool("cc");
        string feature = examples.PathOf("no-bug.feature");
        string text = await File.ReadAllTextAsync(examples.PathOf("unnoticed-bug.feature"));
        await File.WriteAllTextAsync(feature, text.Replace("forgetful_ping.so", "ping.so", StringComparison.Ordinal));

        (int code, string output, string _) = await CliCall.RunAsync("explore", feature, "--seeds", "60", "--jobs", "1");

        output.Should().Contain(" 0 found");
        code.Should().Be(0);
    }

    private static void RequireTool(string tool) =>
        Skip.IfNot(tool.Length == 0 || InstalledProgram.IsThere(tool), $"There is no {tool} on this machine.");
}
