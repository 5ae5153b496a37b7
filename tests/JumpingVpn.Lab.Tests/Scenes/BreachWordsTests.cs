using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Lab.Tests.Scenes;

public sealed class BreachWordsTests
{
    [Theory]
    [InlineData(
        "asks to be woken at 1000000000 ns, 1000000000 ns before now (in the call timer, at 2.0000000 s).",
        "asks to be woken at … ns, … ns before now (in the call timer)"
    )]
    [InlineData(
        "ended with exit code 134 (SIGABRT, it aborted) without an answer; its standard error: 7 | y (in the call datagram, at 0.1 s).",
        "ended with exit code 134 (SIGABRT, it aborted) without an answer (in the call datagram)"
    )]
    [InlineData(
        "refused its configuration \"connect servr:4000\"; it said \"none\" (in the call create, at 0.0000000 s).",
        "refused its configuration …; it said … (in the call create)"
    )]
    public void It_says_how_the_contract_was_broken_and_not_when(string what, string claim) =>
        BreachWords.ClaimOf($"The endpoint \"phone\" {what}").Should().Be($"an endpoint keeps the contract; it {claim}");

    [Fact]
    public void Another_sentence_is_no_breach_of_its_own() =>
        BreachWords.ClaimOf("Something.").Should().Be("an endpoint keeps the contract");
}
