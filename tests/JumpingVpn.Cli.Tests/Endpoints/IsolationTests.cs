using System.Diagnostics;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Endpoints;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>Libraries that would end our process end their own, and the next scenario is run.</summary>
public sealed class IsolationTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [SkippableFact]
    public async Task What_a_library_does_to_its_process_is_told_and_the_next_scenario_is_run()
    {
        Build();
        string feature = Path.Combine(_directory.Path, "misbehaving.feature");
        await File.WriteAllTextAsync(
            feature,
            """
            Feature: Guests that misbehave
              Scenario Outline: It would end us by <what>
                Given an endpoint "guest" that runs "misbehaving.so" with "<what>"
                When 1500 ms pass
                And "guest" is told "go"
                Then "guest" has said "well" exactly once

                Examples:
                  | what     |
                  | segfault |
                  | abort    |
                  | trap     |
                  | exit     |
                  | overflow |
                  | print    |
                  | flood    |
                  | nothing  |
            """
        );

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
        output.Should().Contain($"answered \"hello\", which is not an answer");
        output.Should().Contain($"sends more than 4096 datagrams in one call ({where})");
        output.Should().Contain("--isolate", "a failure is repeated as it was run");
        output.Should().EndWith("1 passed, 7 failed\n");
    }

    [SkippableFact]
    public void A_library_that_never_returns_is_ended_after_its_time()
    {
        Build();
        EndpointBounds bounds = new() { Patience = TimeSpan.FromSeconds(3) };
        using EndpointPrograms programs = new(bounds, [.. ThisProgram.Words(), "endpoint", "--lines"]);
        using Scene scene = new(LabFactory.Create("sim", seed: 1))
        {
            Endpoints = { Load = _ => programs.Load("misbehaving.so", _directory.Path) },
        };
        scene.Endpoints.Add("guest", "misbehaving.so", new EndpointPlace(Configuration: "loop"));
        scene.Endpoints.Find("guest").Tell("go");

        scene
            .Invoking(it => it.ThrowIfViolated())
            .Should()
            .Throw<ExpectationException>()
            .WithMessage(
                "The endpoint \"guest\" did not answer within 3 s of real time, and was ended (in the call command, at 0.0000000 s)."
            );
    }

    [SkippableFact]
    public async Task By_hand_the_command_ends_with_the_sentence()
    {
        Build();

        (int code, string _, string error) = await CliCall.RunAsync(
            "endpoint",
            Path.Combine(_directory.Path, "misbehaving.so"),
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

    private void Build()
    {
        Skip.IfNot(InstalledProgram.IsThere("cc"), "There is no cc on this machine.");
        string source = RepositoryFiles.PathOf("tests", "JumpingVpn.Endpoints.Tests", "SharedLibrary", "misbehaving.c");
        string headers = RepositoryFiles.PathOf("src", "JumpingVpn.Endpoints");
        string library = Path.Combine(_directory.Path, "misbehaving.so");
        using var compiler = Process.Start("cc", ["-shared", "-fPIC", "-O1", "-w", "-I", headers, "-o", library, source]);
        compiler.WaitForExit();
        compiler.ExitCode.Should().Be(0);
    }
}
