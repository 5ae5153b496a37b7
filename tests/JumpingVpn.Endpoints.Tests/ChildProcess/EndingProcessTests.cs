namespace JumpingVpn.Endpoints.Tests.ChildProcess;

/// <summary>How a guest ends or is ended; apart from the other tests, because these wait for real time.</summary>
public sealed class EndingProcessTests
{
    [SkippableTheory]
    [InlineData("", "")]
    [InlineData("sys.stdin.readline()", "")]
    [InlineData("sys.exit(0)", "")]
    [InlineData("sys.exit(7)", "ended with exit code 7 after its last answer")]
    [InlineData("sys.stdin.readline(); sys.exit(9)", "ended with exit code 9 after its last answer")]
    [InlineData(
        "sys.stdin.readline(); raise ValueError('why')",
        "ended with exit code 1 after its last answer; its standard error: *ValueError: why"
    )]
    [InlineData("import os; sys.stdin.readline(); os.abort()", "ended with exit code 134 (SIGABRT, it aborted) after its last answer")]
    [InlineData("sys.stdin.readline(); print('x', flush=True)", "answered more than once (*")]
    [InlineData("sys.stdin.readline(); print('x' * 1000000, flush=True)", "answered more than once (*")]
    [InlineData(
        "sys.stdin.readline(); time.sleep(60)",
        "did not end within 2 s of real time of the end of its standard input, and was ended"
    )]
    public void Its_end_is_judged(string end, string complaint)
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromSeconds(2) });
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\nanswer()\n{end}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));
        lone.SendToIt(1);
        lone.Failure.Should().BeEmpty();
        lone.Driver.Destroy();

        if (complaint.Length == 0)
        {
            lone.Failure.Should().BeEmpty();
        }
        else
        {
            lone.Failure.Should().Match($"The endpoint \"guest\" {complaint} (in the call destroy, at 1.0000000 s).");
        }
    }

    [SkippableFact]
    public void What_it_does_to_its_group_is_not_done_to_us_and_what_it_has_started_ends_with_it()
    {
        Toolchain.Require("python3");
        Toolchain.Require("setsid");
        using EndpointPrograms programs = new();
        string body = """
            import os, subprocess
            other = subprocess.Popen(['sleep', '100'], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            answer(say=[str(other.pid), str(os.getpgid(0) == os.getpid())])
            sys.stdin.readline()
            """;
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\n{body}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));
        lone.SendToIt(1);
        lone.Says.Lines[1].Should().Be("True");
        using var started = System.Diagnostics.Process.GetProcessById(
            int.Parse(lone.Says.Lines[0], System.Globalization.CultureInfo.InvariantCulture)
        );

        lone.Driver.Destroy();

        started.WaitForExit(TimeSpan.FromSeconds(30)).Should().BeTrue();
        lone.Failure.Should().BeEmpty();
    }

    [SkippableFact]
    public void One_that_never_answers_is_ended_after_its_time()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromMilliseconds(300) });
        using TemporaryFile script = new(".py", "import time\ntime.sleep(60)\n");

        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.Failure.Should()
            .Contain("did not answer within 0.3 s of real time, and was ended")
            .And.Contain("create")
            .And.Contain("an answer that is not flushed does not arrive");
    }

    [SkippableFact]
    public void One_that_asks_for_random_bytes_without_end_is_ended_after_its_time()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromSeconds(2) });
        using TemporaryFile script = new(
            ".py",
            $"{GuestScript.Prologue}\nfor i in range(10000000): answer(random=8); sys.stdin.readline()\n"
        );
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("did not answer within 2 s of real time, and was ended").And.Contain("datagram");
    }

    [SkippableTheory]
    [InlineData("os.close(0); answer(); time.sleep(60)", "closed its standard input")]
    [InlineData("answer(); os.close(1); os.close(0); time.sleep(60)", "closed its standard")]
    [InlineData("answer(); os.kill(os.getpid(), 9)", "ended with exit code 137 (SIGKILL) without an answer")]
    [InlineData("answer(); os.kill(os.getpid(), 15)", "ended with exit code 143 (SIGTERM) without an answer")]
    public void One_that_closes_its_end_or_is_killed_is_told(string body, string what)
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\nimport os\n{body}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);
        lone.SendToIt(2);

        lone.Failure.Should().StartWith($"The endpoint \"guest\" {what}").And.Contain("(in the call datagram, at ");
    }

    [SkippableFact]
    public void The_end_of_a_guest_is_seen_though_a_process_that_it_started_holds_its_pipes()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromMinutes(5) });
        const string Orphan = """
            import os, subprocess
            subprocess.Popen([sys.executable, "-c", "import time; time.sleep(90)"])
            print("last words", file=sys.stderr, flush=True)
            os._exit(5)
            """;
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\n{Orphan}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("ended with exit code 5 without an answer; its standard error: last words (in the call datagram");
    }

    [SkippableFact]
    public void One_that_allocates_without_end_is_ended_when_it_has_what_it_may_have()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Memory = 128 << 20, Patience = TimeSpan.FromMinutes(5) });
        using TemporaryFile script = new(
            ".py",
            $"{GuestScript.Prologue}\nall = []\nwhile len(all) < 2000: all.append(b'x' * (1 << 20))\nanswer()\n"
        );
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should()
            .Be("The endpoint \"guest\" used more than 128 MiB of memory, and was ended (in the call datagram, at 0.0000000 s).");
    }
}
