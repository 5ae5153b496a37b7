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
        await using var run = CliProcess.Start("run", FeatureOf("hanging.so", "-DHANG_WHEN_LOADED"));

        (await run.ExitAsync()).Should().Be(1);
        run.Error.Text.Should()
            .Be(
                "The endpoint \"hanging.so\" has not returned within 10 s of real time (in the call load, at 0.0000000 s). "
                    + "It runs in this process, which ends now; --isolate runs it in a separate one.\n"
            );
    }

    [SkippableFact]
    public async Task A_library_that_never_ends_being_unloaded_is_ended_after_its_time()
    {
        await using var run = CliProcess.Start("run", FeatureOf("hanging.so", "-DHANG_WHEN_UNLOADED"));

        int code = await run.ExitAsync();

        run.Out.Text.Should().EndWith("1 passed, 0 failed\n");
        code.Should().Be(142, "its process is ended by SIGALRM");
    }

    [SkippableFact]
    public async Task A_thread_of_a_library_that_ends_our_process_does_not_make_it_look_like_success()
    {
        await using var run = CliProcess.Start("run", FeatureOf("leaving.so", "-DEXITS_FROM_A_THREAD"));

        (await run.ExitAsync()).Should().Be(1);
        run.Error.Text.Should().Contain("has ended").And.Contain("--isolate");
    }

    [SkippableFact]
    public async Task A_second_interrupt_leaves_no_child_process_behind()
    {
        Skip.IfNot(InstalledProgram.IsThere("python3") && InstalledProgram.IsThere("setsid"), "There is no python3 or setsid here.");
        string written = Path.Combine(_directory.Path, "number");
        _directory.Write(
            "spin.py",
            $"""
            import os
            open("{written}.new", "w").write(str(os.getpid()))
            os.rename("{written}.new", "{written}")
            while True: pass
            """
        );
        string feature = _directory.Write(
            "spin.feature",
            """
            Feature: A program that never answers
              Scenario: It is interrupted twice
                Given an endpoint "guest" that runs "python3 spin.py"
                When 1 s passes
            """
        );
        await using var run = CliProcess.Start("run", feature);
        while (!File.Exists(written))
        {
            await Task.Yield();
        }

        await run.SignalAsync("INT");
        await run.Error.WaitForAsync("finishing the current scenario");
        for (Task<int> end = run.ExitAsync(); !end.IsCompleted; )
        {
            await run.SignalAsync("INT");
        }

        int number = int.Parse(await File.ReadAllTextAsync(written), System.Globalization.CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => !IsRunning(number), TimeSpan.FromSeconds(20)).Should().BeTrue();
    }

    [SkippableFact]
    public async Task One_that_writes_to_the_descriptors_of_its_own_host_is_named()
    {
        (int code, string output, string _) = await CliCall.RunAsync("run", FeatureOf("writing.so", "-DWRITES_WHEN_LOADED"), "--isolate");

        code.Should().Be(2);
        output
            .Should()
            .Contain("The endpoint \"guest\" cannot be loaded. ")
            .And.Contain("writing.so\" writes to descriptors that are not its own while it is loaded (in the call load)");
    }

    public void Dispose() => _directory.Dispose();

    private static bool IsRunning(int number) =>
        Directory.Exists($"/proc/{number}") && !File.ReadAllText($"/proc/{number}/stat").Contains(") Z ", StringComparison.Ordinal);

    private string FeatureOf(string library, string option)
    {
        MisbehavingGuest.Build(Path.Combine(_directory.Path, library), option);
        return _directory.Write(
            "hanging.feature",
            $"""
            Feature: A library that hangs
              Scenario: It hangs
                Given an endpoint "guest" that runs "{library}"
                When 1 s passes
            """
        );
    }
}
