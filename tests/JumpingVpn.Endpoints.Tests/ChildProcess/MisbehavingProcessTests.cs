namespace JumpingVpn.Endpoints.Tests.ChildProcess;

public sealed class MisbehavingProcessTests
{
    private const string Prologue = """
        import json, sys, time
        def answer(**members):
            print(json.dumps(members), flush=True)
        sys.stdin.readline(); answer(version=1)
        sys.stdin.readline(); answer()
        call = json.loads(sys.stdin.readline())
        """;

    [SkippableTheory]
    [InlineData("print('hello', flush=True)", "answered \"hello\"", "no answer")]
    [InlineData("print('[]', flush=True)", "answered \"[]\"", "no answer")]
    [InlineData("answer(dance=1)", "\"dance\" is not known", "send, wake, say")]
    [InlineData("answer(wake=call['now'] - 1)", "asks to be woken at", "1 ns before now")]
    [InlineData("answer(wake='soon')", "answered", "no answer")]
    [InlineData("answer(send=[{'to': 'nowhere', 'bytes': ''}])", "\"nowhere\" is not an address and port", "answered")]
    [InlineData("answer(send=[{'to': call['from'], 'bytes': '*'}])", "answered", "no answer")]
    [InlineData("answer(send=[{'to': call['from']}])", "lacks \"bytes\"", "answered")]
    [InlineData("answer(send=[{'to': call['from'], 'bytes': 'AA==', 'from': 3}])", "sends from its address 3", "it has 1")]
    [InlineData("answer(random=-1)", "asks for less than 0", "random bytes")]
    [InlineData("answer(failed='no more coffee')", "gave up: no more coffee", "datagram")]
    [InlineData("sys.stdout.write('{}\\n{}\\n'); sys.stdout.flush()", "answered more than once", "datagram")]
    [InlineData("sys.exit(7)", "ended with exit code 7", "datagram")]
    [InlineData("raise ValueError('the reason')", "ended with exit code 1", "ValueError: the reason")]
    [InlineData("print('\\xff\\xfe', flush=True)", "answered", "no answer")]
    [InlineData("print('{\"say\": [\"' + 'x' * 70000 + '\"]}', flush=True)", "says 70000 bytes at once", "65536")]
    public void A_breach_names_the_endpoint_what_it_did_and_the_call(string body, string what, string detail)
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", $"{Prologue}\n{body}\n");
        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));
        lone.Failure.Should().BeEmpty();

        lone.SendToIt(1);

        lone.Failure.Should().StartWith("The endpoint \"guest\" ").And.Contain(what).And.Contain(detail);
    }

    [SkippableFact]
    public void One_that_never_answers_is_ended_after_its_time()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new(new EndpointBounds { Patience = TimeSpan.FromMilliseconds(300) });
        using TemporaryFile script = new(".py", "import time\ntime.sleep(60)\n");

        using LoneEndpoint lone = new(programs.Load($"python3 {script.Path}", "/"));

        lone.Failure.Should().Contain("did not answer within 0.3 s of real time, and was ended").And.Contain("create");
    }

    [SkippableFact]
    public void One_that_floods_its_standard_error_fills_nothing()
    {
        Toolchain.Require("python3");
        using EndpointPrograms programs = new();
        using TemporaryFile script = new(".py", $"{Prologue}\nfor i in range(20000): print('x' * 1000, file=sys.stderr)\nsys.exit(1)\n");
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

    [Fact]
    public void A_program_that_is_not_there_is_named()
    {
        using EndpointPrograms programs = new();

        using LoneEndpoint lone = new(programs.Load("no-such-program --at all", "/"));

        lone.Failure.Should().Contain("cannot be started as \"no-such-program --at all\"");
    }
}
