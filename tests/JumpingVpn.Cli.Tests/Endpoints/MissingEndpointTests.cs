using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>An endpoint that is not built is nothing that a scenario claims: no command calls it a failure or a finding.</summary>
public sealed class MissingEndpointTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("nowhere.so", "There is no file \"nowhere.so\"", "cc -shared -fPIC -O2 -o nowhere.so nowhere.c", "run")]
    [InlineData("nowhere.so", "There is no file \"nowhere.so\"", "cc -shared -fPIC -O2 -o nowhere.so nowhere.c", "explore", "--seeds", "3")]
    [InlineData("nowhere.so", "There is no file \"nowhere.so\"", "cc -shared -fPIC -O2 -o nowhere.so nowhere.c", "study", "--seeds", "3")]
    [InlineData("nowhere.wasm", "There is no file \"nowhere.wasm\"", "clang --target=wasm32-wasi", "explore", "--seeds", "3", "--isolate")]
    [InlineData("nowhere.so", "There is no file \"nowhere.so\"", "nowhere.c", "explore", "--seeds", "3", "--isolate")]
    [InlineData("./nowhere", "There is no program \"./nowhere\"", "build it first", "explore", "--seeds", "3")]
    [InlineData("./nowhere", "There is no program \"./nowhere\"", "build it first", "run")]
    [InlineData("nowhere.so", "There is no file \"nowhere.so\"", "nowhere.c", "explore", "--around")]
    public async Task It_is_named_with_how_it_is_built_and_the_exit_code_is_2(
        string program,
        string message,
        string how,
        string command,
        params string[] options
    )
    {
        string feature = _directory.Write(
            "missing.feature",
            $"""
            Feature: An endpoint that is not there
              Scenario: It was not built
                Given an endpoint "phone" that runs "{program}"
                Then "phone" has never said "error"
            """
        );

        string[] words = options.LastOrDefault() == "--around" ? [command, .. options, feature] : [command, feature, .. options];
        (int code, string output, string error) = await CliCall.RunAsync(words);

        code.Should().Be(2);
        (output + error).Should().Contain("The endpoint \"phone\" cannot be loaded.").And.Contain(message).And.Contain(how);
        (output + error).Should().NotContain("found in");
    }

    public void Dispose() => _directory.Dispose();
}
