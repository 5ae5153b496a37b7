using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Endpoints;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>What a feature says that a stranger's protocol must (never) say, in a plain run and under faults.</summary>
public sealed class EndpointClaimTests : IDisposable
{
    // It says "tick" every second until it is told anything, and gives up where it is woken more than half a second late.
    private const string Ticker = """
        (module
          (import "jumpingvpn" "wake" (func $wake (param i64)))
          (import "jumpingvpn" "say" (func $say (param i32 i32)))
          (memory (export "memory") 3)
          (global $due (mut i64) (i64.const 0))
          (data (i32.const 0) "tick")
          (func $next (param $now i64)
            (global.set $due (i64.add (local.get $now) (i64.const 1000000000)))
            (call $wake (global.get $due)))
          (func (export "jv_version") (result i32) (i32.const 1))
          (func (export "jv_buffer") (result i32) (i32.const 1024))
          (func (export "jv_create") (param i32 i64 i32 i32) (result i32) (i32.const 1))
          (func (export "jv_start") (param i32 i64 i32 i32) (call $next (local.get 1)))
          (func (export "jv_datagram") (param i32 i64 i32 i32 i32 i32))
          (func (export "jv_timer") (param i32 i64)
            (if (i64.le_s (i64.sub (local.get 1) (global.get $due)) (i64.const 500000000))
              (then (call $say (i32.const 0) (i32.const 4)) (call $next (local.get 1)))))
          (func (export "jv_command") (param i32 i64 i32 i32) (call $wake (i64.const 9223372036854775807)))
          (func (export "jv_destroy") (param i32)))
        """;

    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("must never say \"tick\"", "500 ms pass", null)]
    [InlineData("must never say \"tick\"", "2 s pass", "must never say \"tick\", but said \"tick\".")]
    [InlineData("must say \"t*k\" at most 2 times", "2 s pass", null)]
    [InlineData("must say \"t*k\" at most 2 times", "3 s pass", "must say \"t*k\" at most 2 times, but said \"tick\" beyond that.")]
    [InlineData("must say \"tick\" at most 1 time", "2 s pass", "must say \"tick\" at most 1 time, but said \"tick\" beyond that.")]
    [InlineData("must say each \"*\" only once", "2 s pass", "must say each \"*\" only once, but said \"tick\" again.")]
    [InlineData("must say \"tick\" again within 2 s after healing", "2 s pass", null)]
    [InlineData(
        "must say \"tick\" again within 2 s after healing",
        "\"guest\" is told \"stop\"",
        "must say \"tick\" again within 2 s after healing, but did not"
    )]
    public async Task A_claim_holds_or_is_told_with_what_was_said(string claim, string what, string? broken)
    {
        (int code, string output, string _) = await CliCall.RunAsync("run", Feature(claim, what));

        code.Should().Be(broken is null ? 0 : 1, "{0}", output);
        output.Should().NotContain("no Then step");
        output.Should().Contain(broken is null ? "1 passed, 0 failed" : $"\"guest\" {broken}");
    }

    [Theory]
    [InlineData("must never say a line with:", "tock", null)]
    [InlineData("must never say a line with:", "tick", "must never say a line with event = tick, but said \"{\"event\": \"tick\"}\".")]
    [InlineData("must say at most 3 times a line with:", "tick", null)]
    [InlineData("must say at most 1 time a line with:", "tick", "must say a line with event = tick at most 1 time, but said")]
    [InlineData("must say again within 2 s after healing a line with:", "tick", null)]
    [InlineData("must say again within 2 s after healing a line with:", "tock", "must say a line with event = tock again within 2 s")]
    public async Task A_claim_of_members_holds_or_is_told(string claim, string value, string? broken)
    {
        string feature = Feature($"{claim}\n      | member | value |\n      | event | {value} |", "2500 ms pass");
        string json = Ticker
            .Replace("(data (i32.const 0) \"tick\")", """(data (i32.const 0) "{\22event\22: \22tick\22}")""", StringComparison.Ordinal)
            .Replace("(i32.const 0) (i32.const 4)", "(i32.const 0) (i32.const 17)", StringComparison.Ordinal);
        _directory.Write("ticker.wat", json);

        (int code, string output, string _) = await CliCall.RunAsync("run", feature);

        code.Should().Be(broken is null ? 0 : 1, "{0}", output);
        output.Should().Contain(broken is null ? "1 passed, 0 failed" : $"\"guest\" {broken}");
    }

    [Theory]
    [InlineData("has said in this order:", "line")]
    [InlineData("says within 1 s a line with:", "member | value")]
    public async Task A_table_without_rows_asks_for_nothing_and_is_refused(string step, string header)
    {
        string feature = Feature("must never say \"x\"", $"1 s passes\n    Then \"guest\" {step}\n      | {header} |");

        (int code, string _, string error) = await CliCall.RunAsync("run", feature);

        code.Should().Be(2);
        error.Should().Contain("needs at least one row below its header");
    }

    [Fact]
    public async Task A_time_that_was_too_short_is_named()
    {
        string feature = Feature("must never say \"x\"", "100 ms pass\n    Then \"guest\" says \"tick\" within 500 ms");

        (int _, string output, string _) = await CliCall.RunAsync("run", feature);

        output.Should().Contain("\"guest\" has not said \"tick\" within 500 ms; it has said: none.");
    }

    [Fact]
    public async Task An_endpoint_that_got_another_address_has_its_first_one_again_when_all_has_healed()
    {
        string folder = RepositoryFiles.PathOf("examples", "endpoints", "wat");
        string feature = _directory.Write(
            "moved.feature",
            $"""
            Feature: Another address
              Scenario: It comes back
                Given an endpoint "server" on port 4000 that runs "{folder}/ping.wat" with "listen"
                And an endpoint "phone" that runs "{folder}/ping.wat" with "connect server:4000"
                And "phone" must say "delivered *" again within 60 s after healing
                When "phone" gets another address
                And "phone" is told "send hello"
            """
        );

        (int code, string output, string _) = await CliCall.RunAsync("run", feature);

        code.Should().Be(0, "{0}", output);
    }

    [Theory]
    [InlineData("must never say \"to server:4000\"", 1)]
    [InlineData("must never say \"to phone:4000\"", 0)]
    [InlineData("must never say \"to server\"", 0)]
    [InlineData("must never say a line with:\n      | member | value |\n      | to | server:4000 |", 1)]
    [InlineData("must never say a line with:\n      | member | value |\n      | to | server:4001 |", 0)]
    public async Task A_name_in_a_claim_is_the_address_that_it_is_in_what_an_endpoint_is_told(string claim, int expected)
    {
        string echo = Ticker
            .Replace("(call $wake (i64.const 9223372036854775807))", "(call $say (local.get 2) (local.get 3))", StringComparison.Ordinal)
            .Replace("(call $say (i32.const 0) (i32.const 4))", "", StringComparison.Ordinal);
        _directory.Write("echo.wat", echo);
        const string json = """{"to": "server:4000"}""";
        string feature = _directory.Write(
            "echo.feature",
            $"""
            Feature: An echo
              Scenario: It says an address
                Given an endpoint "server" on port 4000 that runs "echo.wat"
                And a NAT "home" that is a port-restricted cone
                And an endpoint "phone" behind "home" that runs "echo.wat"
                And "phone" {claim}
                When "phone" is told "to server:4000"
                And "phone" is told '{json}'
            """
        );

        (int code, string output, string _) = await CliCall.RunAsync("run", feature);

        code.Should().Be(expected, "{0}", output);
        output.Should().NotContain("to server:4000\".");
    }

    [Theory]
    [InlineData("\\\"")]
    [InlineData("\\'")]
    [InlineData("\\*")]
    public void A_pattern_that_escapes_something_is_refused(string escape)
    {
        Action read = () => SayPattern.OfText($"a{escape}b");

        read.Should().Throw<SceneException>().Which.Message.Should().StartWith($"{escape} has no meaning of its own here.");
    }

    [Fact]
    public async Task A_command_that_is_longer_than_the_contract_allows_is_refused()
    {
        (int code, string output, string _) = await CliCall.RunAsync(
            "run",
            Feature("must never say \"x\"", $"\"guest\" is told \"{new string('x', EndpointContract.LongestText + 1)}\"")
        );

        code.Should().NotBe(0);
        output.Should().Contain($"has at most {EndpointContract.LongestText} bytes, not {EndpointContract.LongestText + 1}.");
    }

    [Fact]
    public async Task What_must_be_said_again_after_healing_counts_under_faults()
    {
        string folder = Path.Combine(_directory.Path, "findings");
        string feature = Feature("must say \"tick\" again within 2 s after healing", "1 s passes\n    And 1 s passes\n    And 1 s passes");

        (int code, string output, string _) = await CliCall.RunAsync("explore", feature, "--seeds", "200", "--jobs", "1", "--out", folder);

        code.Should().Be(1);
        output.Should().Contain("\"guest\" must say \"tick\" again within 2 s after healing");
        string found = Directory.GetFiles(folder, "*.feature").Single();
        (await File.ReadAllTextAsync(found)).Should().Contain("\"guest\" pauses for");
        (int again, string _, string _) = await CliCall.RunAsync("run", found);
        again.Should().Be(1);
    }

    [Fact]
    public async Task What_is_said_within_a_time_may_be_the_first_that_happens()
    {
        _directory.Write("ticker.wat", Ticker);
        string feature = _directory.Write(
            "first.feature",
            """
            Feature: A ticker
              Scenario: It ticks
                Given an endpoint "guest" that runs "ticker.wat"
                Then "guest" says "tick" within 2 s
            """
        );

        (int code, string output, string _) = await CliCall.RunAsync("run", feature);

        code.Should().Be(0, "{0}", output);
    }

    public void Dispose() => _directory.Dispose();

    private string Feature(string claim, string what)
    {
        _directory.Write("ticker.wat", Ticker);
        return _directory.Write(
            "ticker.feature",
            $"""
            Feature: A ticker
              Scenario: It ticks
                Given an endpoint "guest" that runs "ticker.wat"
                And "guest" {claim}
                When {what}
            """
        );
    }
}
