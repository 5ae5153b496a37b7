namespace JumpingVpn.Steps.Tests.Planning;

/// <summary>What can be known from the text alone is said before anything runs, with the place and the way out.</summary>
public sealed class WrongScenariosTests
{
    [Theory]
    [InlineData("When \"§phne\" sends a message", "there is no client \"phne\"; did you mean \"phone\"?")]
    [InlineData("When \"§laptop\" sends a message", "there is no client \"laptop\"; there is only \"phone\"")]
    [InlineData("When \"§gw\" sends a message", "there is no client \"gw\"; \"gw\" is a gateway, from line 4")]
    [InlineData("When \"phone\" starts a session on \"§gv\"", "there is no gateway \"gv\"; did you mean \"gw\"?")]
    [InlineData("When \"§hme\" forgets all mappings", "there is no NAT \"hme\"; did you mean \"home\"?")]
    [InlineData("When \"home\" rebinds \"§phon\" to a new port", "there is no host or interface \"phon\"; did you mean \"phone\"?")]
    [InlineData("When the link of \"§phone.lt\" is cut", "there is no host, interface or NAT \"phone.lt\"; did you mean \"phone.lte\"?")]
    [InlineData("When \"§home\" pauses", "there is no host \"home\"; \"home\" is a NAT, from line 3")]
    [InlineData("When \"phone\" reattaches over \"§wlan\"", "there is no interface \"phone.wlan\"; there is only \"lte\"")]
    [InlineData("Given \"phone\" has an interface \"§lte\"", "there is an interface \"phone.lte\" already, in line 6; choose another name")]
    [InlineData(
        "When \"§server\" crashes and loses its state",
        "there is no gateway, client or endpoint \"server\"; \"server\" is a peer, from line 7"
    )]
    [InlineData("When \"server\" probes \"§srver:2\"", "there is no peer \"srver\"; did you mean \"server\"?")]
    [InlineData("When \"server\" probes \"§server:x\"", "`server:x` is not a socket of a peer: *")]
    [InlineData(
        "When \"§bob\" sends the captured DATA from his own address",
        "there is no attacker who sees anybody's datagrams \"bob\"; \"bob\" is a stranger*"
    )]
    [InlineData("When \"§eve\" drops every DATA", "there is no on-path attacker \"eve\"; \"eve\" is an off-path attacker, from line 9")]
    [InlineData(
        "When \"§phone\" floods \"gw\" with 5 DATA messages",
        "there is no attacker or stranger \"phone\"; \"phone\" is a client, from line 5"
    )]
    [InlineData("Given a client \"§gw\"", "there is a gateway \"gw\" already, in line 4; choose another name")]
    [InlineData("Given a NAT \"§phone\" that is a full cone", "there is a client \"phone\" already, in line 5; choose another name")]
    [InlineData("Given a peer \"§\"", "a peer needs a name")]
    [InlineData(
        "Given a client \"tablet\" with a session on \"§late\"\nAnd a gateway \"late\"",
        "there is no gateway \"late\" yet; it is introduced in line 12, after this"
    )]
    [InlineData(
        "Given a NAT \"in\" behind \"§in\" that is a full cone",
        "there is no NAT \"in\" yet; it is introduced in line 11, after this"
    )]
    [InlineData(
        "§Given the policy:\n  | setting | value |\n  | idle-ttl | 5 s |",
        "this comes too late: the gateway \"gw\" was introduced in line 4"
    )]
    [InlineData(
        "Given a NAT \"n\" that is §a full cne",
        "`full cne` is not a known kind of NAT; did you mean \"full cone\"? There are full cone, *"
    )]
    [InlineData("Given the link of \"phone\" is an §LTF link", "`LTF` is not a known kind of link; did you mean \"LTE\"? There are 3G, *")]
    [InlineData("Given the link of \"phone\" has a delay of §5 parsecs", "`5 parsecs` is not a duration: *")]
    [InlineData("Given the link of \"phone\" has a delay of §25 h", "`25 h` is too long for a link: at most 24 h")]
    [InlineData("Given the link of \"phone\" has a delay of §0.00000001 s", "`0.00000001 s` is finer than a tick, which is 100 ns")]
    [InlineData("When §one tick less than 0 s pass", "`one tick less than 0 s` is out of range: a duration is from 0 s to one year")]
    [InlineData(
        "Given the link of \"phone\" loses §120 % of the datagrams",
        "`120 %` is out of range: write a percentage from 0 % to 100 %"
    )]
    [InlineData("Given the link of \"phone\" loses §0.00001 % of the datagrams", "`0.00001 %` is finer than one part per million: *")]
    [InlineData("Given the link of \"phone\" loses §60 % of the datagrams in bursts of 3", "`60 %` cannot be lost in bursts: *")]
    [InlineData("Given the uplink of \"phone\" carries §0 kbit/s", "`0 kbit/s` is out of range: a rate is from 1 bit/s *")]
    [InlineData("Given the link of \"phone\" loses datagram number §0", "`0` is out of range: expected 1 to 2147483647")]
    [InlineData("When the link of \"phone\" delays the next DATA by §0 s", "`0 s` is too short: the time must be above 0 s")]
    [InlineData("When \"phone\" sends a message every §0 s for 1 s", "`0 s` is too short: the time must be above 0 s")]
    [InlineData("When \"phone\" exchanges §0 messages", "`0` is out of range: expected 1 to 1000000")]
    [InlineData("When \"bob\" sends §0 random bytes to \"gw\"", "`0` is out of range: expected 1 to 65507")]
    [InlineData("When \"bob\" keeps flooding \"gw\" with §20000 DATA messages a second", "`20000` is out of range: expected 1 to 10000")]
    [InlineData("When \"bob\" floods \"gw\" with 5 §ERROR messages", "`ERROR` cannot be used here: write REATTACH_REQUEST, *")]
    [InlineData("When \"bob\" forges a §REATTACH_REQUEST from \"phone\"", "`REATTACH_REQUEST` cannot be used here: write DATA, *")]
    [InlineData("When \"eve\" poses as the receiver of the captured §DATA and answers with '{}'", "`DATA` cannot be used here: *")]
    [InlineData(
        "When \"eve\" poses as the receiver of the captured HANDSHAKE_INIT and answers with '§[1]'",
        "`?1?` is not a JSON object, *"
    )]
    [InlineData("Given the clock of \"phone\" drifts by §2000000 ppm", "`2000000` is out of range: expected -500000 to 1000000")]
    [InlineData("Given the receive queue of \"gw\" has room for §-1 datagrams", "`-1` is out of range: *")]
    [InlineData(
        "Given a gateway \"other\" with a session TTL of §0 s",
        "`0 s` is out of range: expected 1ms to 24h, the range of idle-ttl"
    )]
    [InlineData(
        "Given 5 clients \"pads\" with sessions on \"gw\"\nWhen \"§pads-6\" sends a message",
        "there is no client \"pads-6\"; did you mean \"pads-1\"*"
    )]
    [InlineData(
        "Given 5 clients \"pads\" with sessions on \"gw\"\nWhen each of \"§phone\" sends a message",
        "there is no group of clients \"phone\"; \"phone\" is a client, from line 5"
    )]
    [InlineData("Given §251 clients \"pads\" with sessions on \"gw\"", "`251` is out of range: expected 1 to 250")]
    [InlineData("When \"phone\" sends a message of §65508 bytes", "`65508` is out of range: expected 1 to 65507")]
    [InlineData("When \"§home\" gets another address", "there is no host \"home\"; \"home\" is a NAT, from line 3")]
    [InlineData("When \"§phone\" moves to another address", "there is no gateway \"phone\"; \"phone\" is a client, from line 5")]
    [InlineData("Given a gateway \"hub\" behind \"§gw\" at a forwarded port", "there is no NAT \"gw\"; \"gw\" is a gateway, from line 4")]
    [InlineData("Then \"gw\" holds no session with the id \"§S-1\"", "`S-1` is not a session id; *")]
    [InlineData(
        "Then the session of \"phone\" is §ATACHED",
        "`ATACHED` is not a known session state; did you mean \"ATTACHED\"? docs/wire-format.md lists them"
    )]
    [InlineData(
        "Then exactly 1 datagram was refused as §BAD_PROF",
        "`BAD_PROF` is not a known refusal code; did you mean \"BAD_PROOF\"? *"
    )]
    [InlineData(
        "Then exactly 1 datagram was dropped by §nat filterd",
        "`nat filterd` is not a known drop reason; did you mean \"nat filtered\"? *"
    )]
    [InlineData("Then \"gw\" records the security event §bad_prof", "`bad_prof` is not a known reason; did you mean \"bad_proof\"? *")]
    public void A_sentence_is_refused_at_the_word_that_is_wrong(string steps, string message) => ShouldBeRefused(steps, message);

    [Theory]
    [InlineData(
        "the NATs",
        "| name | §behnd |\n| a | home |",
        "a table of NATs has no column `behnd`; did you mean \"behind\"? There are name, *"
    )]
    [InlineData("the NATs", "| §kind |\n| hotel |", "a table of NATs needs the column `name`")]
    [InlineData("the NATs", "| name | kind |\n| a | §hotl |", "`hotl` is not a known kind of NAT; did you mean \"hotel\"? *")]
    [InlineData("the NATs", "| name | behind |\n| a | §hoem |", "there is no NAT \"hoem\"; did you mean \"home\"?")]
    [InlineData(
        "the NATs",
        "| name | behind |\n| a | §b |\n| b | a |",
        "the NATs \"a\", \"b\" are behind each other: one of them must be the outermost"
    )]
    [InlineData("the NATs", "| name | behind |\n| a | §a |", "\"a\" cannot be behind itself")]
    [InlineData("the NATs", "| name |\n| §phone |", "there is a client \"phone\" already, in line 5; choose another name")]
    [InlineData("the NATs", "| name |\n| a |\n| §a |", "there is a NAT \"a\" already, in line 13; choose another name")]
    [InlineData("the NATs", "| name | lifetime |\n| §a | 0 s |", "a mapping lifetime of 0 s is impossible: it must be longer than 0")]
    [InlineData(
        "the NATs",
        "| name | ports |\n| a | §sequentail |",
        "`sequentail` is not a known port assignment; did you mean \"sequential\"? *"
    )]
    [InlineData("the NATs", "| name | addresses |\n| a | §17 |", "`17` is not a number of external addresses: expected 1 to 16")]
    [InlineData(
        "the NATs",
        "| name | kind | addresses |\n| §a | stateful firewall | 2 |",
        "a firewall that translates nothing has no external addresses: give it none"
    )]
    [InlineData("the links", "| link of | §dealy |\n| phone | 5 ms |", "a table of links has no column `dealy`; did you mean \"delay\"? *")]
    [InlineData(
        "the links",
        "| link of | delay |\n| §phne | 5 ms |",
        "there is no host, interface or NAT \"phne\"; did you mean \"phone\"?"
    )]
    [InlineData(
        "the links",
        "| link of | way | delay |\n| phone | §upp | 5 ms |",
        "`upp` is not a known way; did you mean \"up\"? There are up, down, both"
    )]
    [InlineData("the links", "| link of | copies |\n| phone | §0 |", "at most 0 copies are impossible: it must be from 1 to 100")]
    [InlineData(
        "the links",
        "| link of | mtu |\n| phone | §1200 |",
        "`1200` is not a size: write a number of bytes, for example `1200 bytes`"
    )]
    [InlineData("the links", "| link of | kind | way |\n| phone | LTE | §up |", "the kind of a link sets both ways: *")]
    [InlineData(
        "the links",
        "| link of | delay |\n|  §| 5 ms |",
        "this row needs the name of a host, interface or NAT in the column `link of`"
    )]
    public void A_table_is_refused_at_the_cell_that_is_wrong(string step, string table, string message) =>
        ShouldBeRefused($"Given {step}:\n{table}", message);

    [Theory]
    [InlineData(
        "| settng | value |\n| idle-ttl | 5 s |",
        "§settng",
        "a table of the policy has no column `settng`; did you mean \"setting\"? *"
    )]
    [InlineData(
        "| setting | value |\n| switch-cooldwn | 2 s |",
        "§switch-cooldwn",
        "there is no policy setting `switch-cooldwn`; did you mean \"switch-cooldown\"? docs/policy.md lists them"
    )]
    [InlineData(
        "| setting | value |\n| switch-cooldown | 2 h |",
        "§2 h",
        "switch-cooldown is '2 h', but it must be a duration from 0ms to 1min"
    )]
    [InlineData(
        "| setting | value |\n| retry-policy | allways |",
        "§allways",
        "retry-policy is 'allways', but it must be one of *; did you mean \"always\"?"
    )]
    public void A_policy_is_refused_at_the_cell_that_is_wrong(string table, string marked, string message)
    {
        string steps = "Given the policy:\n" + table.Replace(marked[1..], marked, StringComparison.Ordinal);
        IReadOnlyList<string> errors = WrongScenario.Errors(WrongScenario.Alone(steps));

        errors.Should().Contain(error => error.StartsWith(WrongScenario.Places(steps, alone: true)[0] + ": ", StringComparison.Ordinal));
        string.Join('\n', errors).Should().Match(WrongScenario.Places(steps, alone: true)[0] + ": " + message);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        const string Steps =
            "When \"§phne\" sends §0 messages\nGiven the NATs:\n  | name | §knd | behind | lifetime |\n  | a | x | §b | §5 S |";

        IReadOnlyList<string> errors = WrongScenario.Errors(WrongScenario.InTheWorld(Steps));

        errors.Select(error => error[..error.IndexOf(": ", StringComparison.Ordinal)]).Should().BeEquivalentTo(WrongScenario.Places(Steps));
    }

    [Fact]
    public void NATs_and_columns_of_a_table_may_stand_in_any_order() =>
        WrongScenario
            .Errors(
                WrongScenario.InTheWorld(
                    "Given the NATs:\n  | behind | kind | name |\n  | outer | hotel | inner |\n  | | full cone | outer |"
                )
            )
            .Should()
            .BeEmpty();

    private static void ShouldBeRefused(string steps, string message)
    {
        IReadOnlyList<string> errors = WrongScenario.Errors(WrongScenario.InTheWorld(steps));

        errors.Should().ContainSingle().Which.Should().Match($"{WrongScenario.Places(steps).Single()}: {message}");
    }
}
