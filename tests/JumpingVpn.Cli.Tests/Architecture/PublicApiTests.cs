using System.Reflection;
using JumpingVpn.TestSupport;
using PublicApiGenerator;

namespace JumpingVpn.Cli.Tests.Architecture;

/// <summary>
/// What users program against is a golden file for each assembly, so a change of it is seen and has a line in the changelog.
/// <c>UPDATE_PAGES=1 dotnet test tests/JumpingVpn.Cli.Tests --filter PublicApi</c> writes them again.
/// </summary>
public sealed class PublicApiTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    [Theory]
    [InlineData("JumpingVpn.Datagrams")]
    [InlineData("JumpingVpn.Protocol")]
    [InlineData("JumpingVpn.Network")]
    [InlineData("JumpingVpn.Simulation")]
    [InlineData("JumpingVpn.Endpoints")]
    [InlineData("JumpingVpn.Sockets")]
    [InlineData("JumpingVpn.Lab")]
    public async Task The_public_api_is_the_approved_one(string assembly)
    {
        string page = RepositoryFiles.PathOf("tests", "JumpingVpn.Cli.Tests", "Architecture", "Api", $"{assembly}.txt");
        string actual = Assembly.Load(assembly).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("UPDATE_PAGES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(page)!);
            await File.WriteAllTextAsync(page, actual);
        }

        actual
            .Split('\n')
            .Should()
            .Equal(
                (await File.ReadAllTextAsync(page)).Split('\n'),
                "a change of a public API needs a line in CHANGELOG.md, and this test run with UPDATE_PAGES=1"
            );
    }
}
