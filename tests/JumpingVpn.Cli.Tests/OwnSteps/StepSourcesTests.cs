using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.OwnSteps;

public sealed class StepSourcesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task A_path_that_is_not_there_is_named() =>
        await Refused(
            "nowhere",
            "--steps 'nowhere': there is no such file or folder; name an assembly (my.dll) or the folder of its project."
        );

    [Fact]
    public async Task A_folder_without_a_project_is_named() =>
        await Refused(_directory.Path, $"--steps '{_directory.Path}': there is no project in this folder; docs/own-steps.md shows one.");

    [Fact]
    public async Task A_folder_with_two_projects_has_to_be_told_which()
    {
        _directory.Write("a.csproj", "");
        _directory.Write("b.csproj", "");

        await Refused(_directory.Path, "*there are 2 projects in this folder; name one of them: *a.csproj, *b.csproj*");
    }

    [Fact]
    public async Task A_file_that_is_no_assembly_is_refused()
    {
        string path = _directory.Write("text.dll", "this is not an assembly");

        await Refused(path, $"--steps '{path}': this is not an assembly that can be loaded: *");
    }

    [Theory]
    [InlineData("{", "*expected \"bindingAssemblies\"*")]
    [InlineData("[]", null)]
    [InlineData("{}", null)]
    [InlineData("{\"bindingAssemblies\": 7}", "*expected \"bindingAssemblies\"*")]
    [InlineData("{\"bindingAssemblies\": [{}]}", "*expected \"bindingAssemblies\"*")]
    [InlineData(
        "{\"bindingAssemblies\": [{\"assembly\": \"Gone\"}]}",
        "reqnroll.json names the assembly 'Gone', which is neither in this directory*"
    )]
    public void A_reqnroll_json_is_read_as_Reqnroll_reads_it(string json, string? error)
    {
        _directory.Write("reqnroll.json", json);
        Func<IReadOnlyList<string>> reading = () => ReqnrollJson.BindingAssemblies(_directory.Path);

        if (error is null)
        {
            reading().Should().BeEmpty();
        }
        else
        {
            reading.Should().Throw<StepSourceException>().WithMessage(error);
        }
    }

    [Fact]
    public void An_assembly_of_a_reqnroll_json_is_found_below_bin()
    {
        _directory.Write("reqnroll.json", "{ // Reqnroll allows comments\n \"bindingAssemblies\": [{\"assembly\": \"Mine\"},]}");
        string built = _directory.Write("bin/Debug/net10.0/Mine.dll", "");

        ReqnrollJson.BindingAssemblies(_directory.Path).Should().Equal(built);
    }

    public void Dispose() => _directory.Dispose();

    private static async Task Refused(string path, string message)
    {
        (int code, string output, string error) = await CliCall.RunAsync("run", "--steps", path);

        code.Should().Be(2);
        output.Should().BeEmpty();
        error.Should().Match($"jumpingvpn run: {message}\n");
    }
}
