namespace JumpingVpn.Endpoints.Tests.ChildProcess;

/// <summary>What a guest may not answer, and how it is told.</summary>
public sealed class MisbehavingProcessTests
{
    [SkippableTheory]
    [InlineData(
        "print('hello', flush=True)",
        "answered \"hello\", which is not an answer: its standard output is for answers",
        "standard error"
    )]
    [InlineData("print('[]', flush=True)", "answered \"[]\"", "not an answer")]
    [InlineData("answer(dance=1)", "\"dance\" is not known", "send, wake, say")]
    [InlineData("answer(wake=call['now'] - 1)", "asks to be woken at", "1 ns before now")]
    [InlineData("answer(wake='soon')", "\"wake\" is \"soon\", which is not a 64-bit whole number", "not an answer")]
    [InlineData("answer(random=8, say=['x'])", "\"random\" stands alone", "not an answer")]
    [InlineData("answer(say=[1] * 3000000)", "says more than 4096 lines in one call", "datagram")]
    [InlineData("answer(send=[{'to': 'nowhere', 'bytes': ''}])", "\"nowhere\" is not an address and port", "answered")]
    [InlineData("answer(send=[{'to': call['from'], 'bytes': '*'}])", "answered", "not an answer")]
    [InlineData("answer(send=[{'to': call['from']}])", "lacks \"bytes\"", "answered")]
    [InlineData("answer(send=[{'to': call['from'], 'bytes': 'AA==', 'from': 3}])", "sends from its address 3", "it has 1")]
    [InlineData("answer(random=-1)", "asks for fewer than 0", "random bytes")]
    [InlineData("answer(failed='no more coffee')", "gave up: no more coffee", "datagram")]
    [InlineData("sys.stdout.write('{}\\n{}\\n'); sys.stdout.flush()", "answered more than once", "datagram")]
    [InlineData(
        "answer(failed='one\\ntwo\\x1b[2J' + 'x' * 1000000)",
        "gave up: one\\u000atwo\\u001b[2Jxxx",
        "xxx… (in the call datagram, at "
    )]
    [InlineData("answer(send=[{'to': '0.0.0.0:9', 'bytes': ''}])", "sends to 0.0.0.0:9, which is not an address", "datagram")]
    [InlineData("import os; os.kill(os.getpid(), 10)", "ended with exit code 138 (signal 10) without an answer", "datagram")]
    [InlineData("sys.exit(7)", "ended with exit code 7", "datagram")]
    [InlineData("raise ValueError('the reason')", "ended with exit code 1", "ValueError: the reason")]
    [InlineData("print('\\xff\\xfe', flush=True)", "answered", "not an answer")]
    [InlineData("print('{\"say\": [\"' + 'x' * 70000 + '\"]}', flush=True)", "says 70000 bytes at once", "65536")]
    public void A_breach_names_the_endpoint_what_it_did_and_the_call(string body, string what, string detail)
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\n{body}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));
        lone.Failure.Should().BeEmpty();

        lone.SendToIt(1);

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what).And.Contain(detail);
    }

    [SkippableFact]
    public void A_script_that_may_not_be_executed_is_told_how_to_be_named()
    {
        Skip.If(OperatingSystem.IsWindows(), "There a script is no program for another reason.");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", "print('{}')\n");

        programs
            .Invoking(it => it.Load(script.Path, "/"))
            .Should()
            .Throw<EndpointException>()
            .WithMessage($"\"{script.Path}\" may not be executed: name the program that runs it, as in \"python3 ping.py\"*");
    }

    [SkippableFact]
    public void One_that_floods_its_standard_error_fills_nothing()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(
            ".py",
            $"{GuestScript.Prologue}\nfor i in range(20000): print('x' * 1000, file=sys.stderr)\nsys.exit(1)\n"
        );
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain("ended with exit code 1");
        lone.Failure.Length.Should().BeLessThan(10_000);
    }

    [SkippableFact]
    public void Another_version_of_the_contract_is_refused()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", "input()\nprint('{\"version\": 2}', flush=True)\ninput()\n");

        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.Failure.Should().Contain("speaks version 2 of the contract; this host speaks 1");
    }

    [SkippableTheory]
    [InlineData("1500000000.0", "\"wake\" is 1500000000.0, which is not a 64-bit whole number")]
    [InlineData("1e300", "\"wake\" is 1e300, which is not a 64-bit whole number")]
    [InlineData("99999999999999999999", "\"wake\" is 99999999999999999999, which is not a 64-bit whole number")]
    [InlineData("true", "\"wake\" is true, which is not a 64-bit whole number")]
    [InlineData("NaN", "not an answer: 'N' is an invalid start of a value")]
    [InlineData("-9223372036854775808", "asks to be woken at -9223372036854775808 ns, 9223372036854775808 ns before now")]
    public void A_time_that_is_none_is_quoted(string time, string what)
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\nprint('{{\"wake\": {time}}}', flush=True)\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what).And.EndWith("(in the call datagram, at 0.0000000 s).");
    }

    [SkippableFact]
    public void A_line_that_nobody_asked_for_is_found_however_late_it_comes()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        const string Late = "answer()\nfor line in sys.stdin: answer(); time.sleep(0.05); answer()";
        using TemporaryFile script = new(".py", $"{GuestScript.Prologue}\n{Late}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);
        for (int i = 0; i < 100 && lone.Failure.Length == 0; i++)
        {
            lone.Driver.Command("go");
        }

        lone.Failure.Should().Contain("answered more than once (its standard output is for answers, one line of JSON to each call;");
    }

    [SkippableFact]
    public void Standard_error_without_an_end_of_line_fills_nothing_either()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(
            ".py",
            $"{GuestScript.Prologue}\nfor i in range(20000): sys.stderr.write('x' * 1000)\nsys.exit(1)\n"
        );
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.SendToIt(1);

        lone.Failure.Should().Contain($"ended with exit code 1 without an answer; its standard error: {new string('x', 400)}…");
        lone.Failure.Length.Should().BeLessThan(1_000);
    }
}
