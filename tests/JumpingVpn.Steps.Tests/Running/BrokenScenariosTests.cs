using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps.Tests.Planning;

namespace JumpingVpn.Steps.Tests.Running;

/// <summary>A scenario that asks for what cannot be is broken; one that claims what does not hold has failed.</summary>
public sealed class BrokenScenariosTests
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();

    [Theory]
    [InlineData("Given a client \"tablet\"\nWhen \"tablet\" sends a message", "\"tablet\" has started no session.")]
    [InlineData("When \"phone\" ends its session\nAnd \"phone\" ends its session", "\"phone\" has no session left to end.")]
    [InlineData("When \"phone\" resumes", "\"phone\" is not paused, so it cannot resume.")]
    [InlineData("When \"phone\" pauses\nAnd \"phone\" pauses", "\"phone\" is paused already.")]
    [InlineData("When \"gw\" restarts", "\"gw\" is not down, so it cannot restart.")]
    [InlineData("When \"gw\" crashes and keeps its state\nAnd \"gw\" crashes and keeps its state", "\"gw\" is down already, *")]
    [InlineData("When the partition heals", "Nothing is partitioned, so nothing can heal.")]
    [InlineData("When \"phone\" stops sending", "\"phone\" is not sending, so it cannot stop.")]
    [InlineData("When \"mallory\" releases what she holds", "\"mallory\" holds nothing that could be released.")]
    [InlineData("When the link of \"phone\" releases what it holds", "The link of \"phone\" holds nothing that could be released.")]
    [InlineData("When \"eve\" sends the captured TERMINATE from her own address", "\"eve\" has captured no TERMINATE of \"phone\".")]
    [InlineData("Then the reattach is accepted", "No client has reattached yet.")]
    [InlineData("Then the probe arrives", "No probe was sent yet.")]
    [InlineData(
        "Given a NAT \"wall\" that is a stateful firewall\nWhen \"wall\" rebinds every mapping to a new port",
        "A firewall that translates nothing *"
    )]
    [InlineData(
        "Given the link of \"phone\" has a delay of 0 s with a jitter of 10 ms",
        "A jitter of 0.01 s around a delay of 0 is contradictory*"
    )]
    [InlineData("Given the link of \"phone\" is dead for 5 s after 1 s, every 2 s", "Repeating a schedule every 2 s is impossible*")]
    [InlineData(
        "When \"mallory\" changes the \"nonse\" of the next DATA to \"x\"\nAnd \"phone\" sends a message",
        "The message has no member \"nonse\"*"
    )]
    [InlineData(
        "Then the session of \"phone\" runs over its first network",
        "\"phone\" does not roam by itself, so the claim proves nothing."
    )]
    [InlineData("Given a gateway \"hub\" behind \"home\"", "\"home\" lets nobody reach a gateway from outside: put *at a forwarded port.")]
    [InlineData(
        "Given a NAT \"wall\" that is a stateful firewall\nAnd a gateway \"hub\" behind \"wall\" at a forwarded port",
        "A firewall that translates nothing has no port that it could forward *"
    )]
    [InlineData("When \"gw\" gets another address", "\"gw\" is a gateway: say that it moves to another address instead.")]
    [InlineData(
        "Given a 1:1 NAT \"cloud\"\nAnd a gateway \"hub\" behind \"cloud\"\nWhen \"hub\" moves to another address",
        "\"hub\" is behind \"cloud\", *only a gateway on the public network can move."
    )]
    [InlineData("When \"phone\" sends a message of 2 bytes", "A message of 2 bytes is too short to be distinguished from others: *")]
    [InlineData("When \"phone\" sends a message of 60000 bytes", "The payload of 60000 bytes makes a datagram of *")]
    [InlineData("When \"gw\" sends a message of 60000 bytes to \"phone\"", "The payload of 60000 bytes makes a datagram of *")]
    public void What_shows_only_in_the_run_breaks_the_scenario(string steps, string message)
    {
        ScenarioResult result = Run(steps);

        result.Outcome.Should().Be(ScenarioOutcome.Broken, result.Message);
        result.Message.Should().Match(message);
        result.Message.Should().NotContainAny("(Parameter", "Specified argument", "Nullable object", "Exception", "System.");
    }

    [Theory]
    [InlineData("Then \"gw\" holds no session")]
    [InlineData("Then the session of \"phone\" is TERMINATED")]
    [InlineData("When \"phone\" ends its session\nAnd \"phone\" sends a message")]
    [InlineData("When \"server\" probes \"server:2\"\nThen the probe is dropped by nat filtered")]
    public void A_claim_that_does_not_hold_fails_the_scenario(string steps) => Run(steps).Outcome.Should().Be(ScenarioOutcome.Failed);

    [Fact]
    public void Real_sockets_have_no_IPv6_network_to_give()
    {
        ScenarioResult result = Run("Given an IPv6 network", "udp");

        result.Outcome.Should().Be(ScenarioOutcome.Broken, result.Message);
        result.Message.Should().Be("Over real sockets all addresses are IPv4: tag the scenario @sim-only.");
    }

    private static ScenarioResult Run(string steps, string backend = "sim")
    {
        Scenario scenario = WrongScenario.InTheWorld(steps);
        return ScenarioRunner.Run(scenario, Vocabulary, new LabSettings { Backend = backend, Seed = 1 });
    }
}
