using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Endpoints;
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
    [InlineData("must never say \"tick\"", "2 s pass", "must never say \"tick\", and said \"tick\".")]
    [InlineData("must say \"t*k\" at most 2 times", "2 s pass", null)]
    [InlineData("must say \"t*k\" at most 2 times", "3 s pass", "must say \"t*k\" at most 2 times, and said \"tick\" as one more.")]
    [InlineData("must say each \"*\" only once", "2 s pass", "must say each \"*\" only once, and said \"tick\" again.")]
    [InlineData("must say \"tick\" again within 2 s after healing", "2 s pass", null)]
    [InlineData(
        "must say \"tick\" again within 2 s after healing",
        "\"guest\" is told \"stop\"",
        "must say \"tick\" again within 2 s after healing, and did not"
    )]
    public async Task A_claim_holds_or_is_told_with_what_was_said(string claim, string what, string? broken)
    {
        (int code, string output, string _) = await CliCall.RunAsync("run", Feature(claim, what));

        code.Should().Be(broken is null ? 0 : 1, "{0}", output);
        output.Should().Contain(broken is null ? "1 passed, 0 failed" : $"\"guest\" {broken}");
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
