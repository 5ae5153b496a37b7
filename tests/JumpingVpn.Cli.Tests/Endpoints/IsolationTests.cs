using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Endpoints;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>Libraries that would end our process end their own, and the next scenario is run.</summary>
public sealed class IsolationTests : IDisposable
{
    private const string Library = "misbehaving.so";

    private readonly TemporaryDirectory _directory = new();

    [SkippableFact]
    public async Task What_a_library_does_to_its_process_is_told_and_the_next_scenario_is_run()
    {
        Build();
        string feature = FeatureOf("segfault", "abort", "trap", "exit", "exit 0", "raise", "overflow", "print", "read", "flood", "nothing");

        (int code, string output, string _) = await CliCall.RunAsync("run", feature, "--isolate");

        const string where = "in the call command, at 1.5000000 s";
        code.Should().Be(1);
        output
            .Should()
            .Contain(
                $"The endpoint \"guest\" ended with exit code 139 (SIGSEGV, it used memory that is not its own) without an answer ({where})"
            );
        output.Should().MatchRegex("exit code 134 \\(SIGABRT, it aborted\\) without an answer[^\n]*\\(in the call command");
        output.Should().MatchRegex("exit code (132|133) \\(SIG(ILL, a |)(TRAP|trap)\\) without an answer");
        output.Should().Contain($"ended with exit code 3 without an answer ({where})");
        output.Should().Contain($"ended with exit code 0 without an answer ({where})");
        output.Should().Contain($"ended with exit code 137 (SIGKILL) without an answer ({where})");
        output.Should().Contain($"sends more than 4096 datagrams in one call ({where})");
        output.Should().Contain("--isolate", "a failure is repeated as it was run");
        output.Should().EndWith("3 passed, 8 failed\n", "what it prints is no answer, and it reads nothing of its host's");
    }

    [SkippableTheory]
    [InlineData("send beyond", "sends 600 bytes that are not all in its memory (in the call command, at 0.0000000 s).")]
    [InlineData("say beyond", "says 60000 bytes that are not all in its memory (in the call command, at 0.0000000 s).")]
    [InlineData("say 4 GB", "says 4000000000 bytes at once; a line has at most 65536 (in the call command, at 0.0000000 s).")]
    [InlineData("refuse", "refused its configuration \"refuse\" (in the call create, at 0.0000000 s).")]
    [InlineData(
        "orphan",
        "ended with exit code 5 without an answer; its standard error: last words (in the call command, at 0.0000000 s)."
    )]
    [InlineData("close", "*ed * (in the call command, at 0.0000000 s).")]
    [InlineData(
        "noise",
        "ended with exit code 134 (SIGABRT, it aborted) without an answer; its standard error: noise without an end of line *…*"
    )]
    public void It_is_told_as_if_it_ran_here(string what, string sentence)
    {
        Build();
        using EndpointPrograms programs = MisbehavingGuest.Programs(isolate: true);

        MisbehavingGuest.Complaint(programs, Library, _directory.Path, what).Should().Match($"The endpoint \"guest\" {sentence}");
    }

    [SkippableFact]
    public async Task What_it_does_at_its_end_is_told_too()
    {
        Build();
        string feature = FeatureOf("end segfault", "end exit 0", "end well", "end nothing", "nothing");

        (int code, string output, string _) = await CliCall.RunAsync("run", feature, "--isolate");

        code.Should().Be(1);
        output.Should().MatchRegex("ended with exit code 139 [^\n]* without an answer \\(in the call destroy, at [0-9.]+ s\\)");
        output.Should().MatchRegex("ended with exit code 0 without an answer \\(in the call destroy");
        output.Should().MatchRegex("speaks at its end, where it may not \\(in the call destroy");
        output.Should().EndWith("1 passed, 4 failed\n");
    }

    [SkippableFact]
    public void A_process_serves_as_many_endpoints_as_it_may_and_none_after_a_failure()
    {
        Build();
        using EndpointPrograms programs = new(isolator: [.. ThisProgram.Words(), "endpoint", "--lines"], lives: 2);

        Heard("count").Should().Equal("1");
        Heard("count").Should().Equal("2");
        Heard("count").Should().Equal("1");
        Heard("segfault").Should().BeEmpty();
        Heard("count").Should().Equal("1");

        IEnumerable<string> Heard(string what) => MisbehavingGuest.Told(programs, Library, _directory.Path, what).Said;
    }

    [SkippableFact]
    public void A_process_that_waits_for_its_next_endpoint_ends_with_the_store()
    {
        Build();
        EndpointPrograms programs = new(isolator: [.. ThisProgram.Words(), "endpoint", "--lines"], lives: 2);
        string number = MisbehavingGuest.Told(programs, Library, _directory.Path, "number").Said.Single();
        using var process = Process.GetProcessById(int.Parse(number, CultureInfo.InvariantCulture));
        process.HasExited.Should().BeFalse();

        programs.Dispose();

        process.HasExited.Should().BeTrue();
    }

    [SkippableFact]
    public void A_library_that_never_returns_is_ended_after_its_time()
    {
        Build();
        EndpointBounds bounds = new() { Patience = TimeSpan.FromSeconds(3) };
        using EndpointPrograms programs = MisbehavingGuest.Programs(isolate: true, bounds);

        MisbehavingGuest
            .Complaint(programs, Library, _directory.Path, "loop")
            .Should()
            .Be("The endpoint \"guest\" did not answer within 3 s of real time, and was ended (in the call command, at 0.0000000 s).");
    }

    [SkippableFact]
    public void A_library_that_allocates_without_end_is_ended_when_it_has_what_it_may_have()
    {
        Build();
        EndpointBounds bounds = new() { Patience = TimeSpan.FromMinutes(5), Memory = 512 << 20 };
        using EndpointPrograms programs = MisbehavingGuest.Programs(isolate: true, bounds);

        MisbehavingGuest
            .Complaint(programs, Library, _directory.Path, "allocate")
            .Should()
            .Be("The endpoint \"guest\" used more than 512 MiB of memory, and was ended (in the call command, at 0.0000000 s).");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_library_that_cannot_be_loaded_is_no_failure_of_a_scenario(bool isolate)
    {
        _directory.Write(Library, "This is a text.");

        (int code, string output, string _) = await CliCall.RunAsync([
            "run",
            FeatureOf("nothing"),
            .. isolate ? ["--isolate"] : Array.Empty<string>(),
        ]);

        code.Should().Be(2);
        output
            .Should()
            .Contain("The endpoint \"guest\" cannot be loaded. ")
            .And.Contain("is not a shared library that this process can load");
    }

    [SkippableFact]
    public async Task A_library_that_ends_our_process_does_not_make_it_look_like_success()
    {
        Build();
        Skip.If(OperatingSystem.IsWindows(), "Its C library does not say when a program ends.");

        await using var run = CliProcess.Start("run", FeatureOf("exit 0"));

        (await run.ExitAsync()).Should().Be(1);
        run.Error.Text.Should()
            .Contain(
                "The endpoint \"guest\" has ended its process (in the call command, at 1.5000000 s). "
                    + "It runs in this process, which ends now; --isolate runs it in a separate one."
            );
    }

    [SkippableFact]
    public async Task Exploring_finds_what_a_library_does_to_its_process_and_repeats_it()
    {
        Build();
        string feature = FeatureOf("abort");
        string folder = Path.Combine(_directory.Path, "findings");

        (int code, string output, string _) = await CliCall.RunAsync(
            "explore",
            feature,
            "--isolate",
            "--seeds",
            "1",
            "--jobs",
            "1",
            "--out",
            folder
        );
        string log = Directory.GetFiles(folder, "*.decisions").Single();
        (int again, string repeated, string _) = await CliCall.RunAsync("replay", log, "--isolate");
        (int around, string neighbours, string _) = await CliCall.RunAsync("explore", "--around", log, "--isolate", "--seeds", "1");

        code.Should().Be(1);
        output.Should().Contain("ended with exit code 134 (SIGABRT, it aborted) without an answer").And.Contain(" 1 found");
        again.Should().Be(1);
        repeated.Should().Contain("the same as in the log.");
        around.Should().Be(1);
        neighbours.Should().Contain("it is still there.");
    }

    [SkippableFact]
    public async Task A_study_counts_it_as_a_run_that_does_not_hold()
    {
        Build();

        (int code, string output, string _) = await CliCall.RunAsync("study", FeatureOf("abort", "nothing"), "--isolate", "--seeds", "2");

        code.Should().Be(0);
        output.Should().Contain("| abort | 0.0 % ").And.Contain("| nothing | 100.0 % ");
    }

    [SkippableFact]
    public async Task By_hand_the_command_ends_with_the_sentence()
    {
        Build();

        (int code, string _, string error) = await CliCall.RunAsync(
            "endpoint",
            Path.Combine(_directory.Path, Library),
            "--isolate",
            "--bind",
            "127.0.0.1:0",
            "--with",
            "segfault",
            "--tell",
            "go"
        );

        code.Should().Be(1);
        error
            .Should()
            .Contain("ended with exit code 139 (SIGSEGV, it used memory that is not its own) without an answer (in the call command");
    }

    [Theory]
    [InlineData("ping.wat")]
    [InlineData("ping.wat", "--lines", "--bind", "127.0.0.1:0")]
    [InlineData("ping.wat", "--lines", "--with", "listen")]
    [InlineData("ping.wat", "--lines", "--tell", "hello")]
    public async Task It_has_sockets_or_lines(params string[] words)
    {
        (int code, string _, string error) = await CliCall.RunAsync(["endpoint", .. words]);

        code.Should().Be(2);
        error.Should().Contain("Give --bind HOST:PORT, or --lines with no other option.");
    }

    public void Dispose() => _directory.Dispose();

    private void Build() => MisbehavingGuest.Build(Path.Combine(_directory.Path, Library));

    private string FeatureOf(params string[] what) =>
        _directory.Write(
            "misbehaving.feature",
            $"""
            Feature: Guests that misbehave
              Scenario Outline: It would end us by <what>
                Given an endpoint "guest" that runs "{Library}" with "<what>"
                When 1500 ms pass
                And "guest" is told "go"
                Then "guest" has said "well" exactly once

                Examples:
                  | what |
            {string.Join('\n', what.Select(it => $"      | {it} |"))}
            """
        );
}
