using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>Each language's example passes the same feature on both carriers, where its toolchain is on the machine.</summary>
public sealed class EndpointExampleTests(BuiltExamples examples) : IClassFixture<BuiltExamples>
{
    [SkippableTheory]
    [InlineData("wat", "")]
    [InlineData("c", "cc")]
    [InlineData("rust", "rustc")]
    [InlineData("go", "go")]
    [InlineData("python", "python3")]
    [InlineData("javascript", "node")]
    [InlineData("csharp", "dotnet")]
    public async Task A_language_passes_the_feature_of_all(string tag, string tool)
    {
        RequireTool(tool);

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
    public async Task The_planted_bug_is_found_and_said_in_the_words_of_the_feature()
    {
        RequireTool("python3");

        (int code, string output, string _) = await CliCall.RunAsync("run", examples.PathOf("planted-bug.feature"));

        code.Should().Be(1);
        output.Should().Contain("\"server\" must say each \"got *\" only once, and said \"got hello\" again.");
    }

    private static void RequireTool(string tool) =>
        Skip.IfNot(tool.Length == 0 || InstalledProgram.IsThere(tool), $"There is no {tool} on this machine.");
}
