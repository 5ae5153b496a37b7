using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>When endpoints begin and end in a scenario, and what is claimed of them at its end.</summary>
public sealed class EndpointStoryTests : IDisposable
{
    /// <summary>It says "alive" each second; where it is destroyed with "trap" as its configuration, it traps.</summary>
    private const string Beeper = """
        (module
          (import "jumpingvpn" "say" (func $say (param i32 i32)))
          (import "jumpingvpn" "wake" (func $wake (param i64)))
          (memory (export "memory") 3)
          (data (i32.const 0) "alive")
          (global $traps (mut i32) (i32.const 0))
          (func (export "jv_version") (result i32) (i32.const 1))
          (func (export "jv_buffer") (result i32) (i32.const 16384))
          (func (export "jv_create") (param i32 i64 i32 i32) (result i32)
            (global.set $traps (local.get 3))
            (i32.const 1))
          (func (export "jv_start") (param i32 i64 i32 i32) (call $wake (i64.add (local.get 1) (i64.const 1000000000))))
          (func (export "jv_datagram") (param i32 i64 i32 i32 i32 i32))
          (func (export "jv_timer") (param i32 i64)
            (call $say (i32.const 0) (i32.const 5))
            (call $wake (i64.add (local.get 1) (i64.const 1000000000))))
          (func (export "jv_command") (param i32 i64 i32 i32))
          (func (export "jv_destroy") (param i32) (if (global.get $traps) (then (unreachable)))))
        """;

    private readonly TemporaryDirectory _directory = new();

    public EndpointStoryTests() => _directory.Write("beeper.wat", Beeper);

    [Theory]
    [InlineData("When \"phone\" pauses")]
    [InlineData("When \"phone\" crashes and keeps its state")]
    [InlineData("When \"phone\" crashes and loses its state")]
    [InlineData("Given a peer \"other\"")]
    public async Task The_network_heals_before_what_must_hold_again_is_judged(string step)
    {
        (int code, string output, string _) = await RunAsync(
            "Given an endpoint \"phone\" that runs \"beeper.wat\"",
            "And \"phone\" must say \"alive\" again within 5 s after healing",
            step
        );

        code.Should().Be(0, output);
    }

    [Fact]
    public async Task What_is_not_said_again_fails_the_scenario()
    {
        (int code, string output, string _) = await RunAsync(
            "Given an endpoint \"phone\" that runs \"beeper.wat\"",
            "And \"phone\" must say \"awake\" again within 5 s after healing",
            "When 3 s pass"
        );

        code.Should().Be(1);
        output.Should().Contain("but did not; since then it said: \"alive\"");
    }

    // Else a link is not yet as bad as it says when the first datagram is sent.
    [Fact]
    public async Task All_that_is_given_comes_before_an_endpoint_begins()
    {
        (int code, string output, string _) = await RunAsync(
            "Given an endpoint \"phone\" that runs \"beeper.wat\"",
            "And the link of \"phone\" has a delay of 40 ms",
            "And the link of \"phone\" loses the next 1 datagram",
            "And \"phone\" has an interface \"lte\"",
            "When 3 s pass",
            "Then \"phone\" has said \"alive\" exactly 3 times"
        );

        output.Should().Contain("Then").And.NotContain("give it its interfaces before");
        code.Should().Be(1, "the datagram that was to be lost was never sent, and a scenario says so");
        output.Should().Contain("was set and never struck").And.NotContain("has said \"alive\" 2 times");
    }

    [Fact]
    public async Task A_claim_that_fails_does_not_hide_how_an_endpoint_ends()
    {
        (int code, string output, string _) = await RunAsync(
            "Given an endpoint \"phone\" that runs \"beeper.wat\" with \"trap\"",
            "When 3 s pass",
            "Then \"phone\" has said \"alive\" exactly 7 times"
        );

        code.Should().Be(1);
        output.Should().Contain("3 times, not exactly 7").And.Contain("besides: The endpoint \"phone\" trapped: ");
    }

    [Fact]
    public async Task Quotes_that_are_escaped_are_not_taken_for_a_text_that_nobody_says()
    {
        (int code, string output, string _) = await RunAsync(
            "Given an endpoint \"phone\" that runs \"beeper.wat\"",
            """And "phone" must never say "{\"event\"*" """.TrimEnd(),
            "When 3 s pass"
        );

        code.Should().NotBe(0);
        output.Should().Contain("""\" has no meaning of its own here. A text with double quotes stands in single quotes""");
    }

    public void Dispose() => _directory.Dispose();

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] steps) =>
        CliCall.RunAsync(
            "run",
            _directory.Write("story.feature", $"Feature: Endpoints\n  Scenario: One\n    {string.Join("\n    ", steps)}\n")
        );
}
