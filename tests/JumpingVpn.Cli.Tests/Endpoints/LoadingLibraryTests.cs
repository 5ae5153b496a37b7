using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>Apart from the other tests of libraries, since it takes as long as a call may take.</summary>
public sealed class LoadingLibraryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [SkippableFact]
    public async Task A_library_that_never_ends_being_loaded_is_named_though_it_holds_the_lock_of_the_loader()
    {
        MisbehavingGuest.Build(Path.Combine(_directory.Path, "hanging.so"), "-DHANG_WHEN_LOADED");
        string feature = _directory.Write(
            "hanging.feature",
            """
            Feature: A library that hangs
              Scenario: It hangs
                Given an endpoint "guest" that runs "hanging.so"
            """
        );

        await using var run = CliProcess.Start("run", feature);

        (await run.ExitAsync()).Should().Be(1);
        run.Error.Text.Should()
            .Be(
                "The endpoint \"hanging.so\" has not returned within 10 s of real time (in the call load, at 0.0000000 s). "
                    + "It runs in this process, which ends now; --isolate runs it in a separate one.\n"
            );
    }

    public void Dispose() => _directory.Dispose();
}
