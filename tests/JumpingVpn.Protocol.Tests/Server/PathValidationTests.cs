using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>A new address is adopted only after it has answered a challenge; nothing is kept of a challenge.</summary>
public sealed class PathValidationTests : IDisposable
{
    private const string Nonce = "00112233445566aa";
    private const string Other = "00112233445566bb";

    private readonly ServerBench _bench = new(new ServerOptions { PathValidation = true, SwitchCooldown = TimeSpan.Zero });
    private readonly SessionId _id;
    private readonly SessionView _before;

    public PathValidationTests()
    {
        _bench.Now = TimeSpan.FromSeconds(300); // the first tick of a challenge's time span
        _id = _bench.Handshake();
        _before = _bench.View(_id);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_valid_request_is_challenged_and_moves_nothing_yet()
    {
        string answer = _bench.Reattach(_id, Nonce);

        answer
            .Should()
            .MatchRegex($$"""^\{"type":"PATH_CHALLENGE","session_id":"{{_id}}","nonce":"{{Nonce}}","challenge":"[0-9a-f]{16}"\}$""");
        _bench.View(_id).Should().Be(_before);
        _bench.EventsOf<TransportSwitch>().Should().BeEmpty();
        _bench.Server.Counters.PathChallenges.Should().Be(1);
    }

    [Fact]
    public void The_answer_from_the_address_moves_the_session()
    {
        string challenge = Challenge(Nonce);

        Respond(Nonce, challenge).Should().Contain("REATTACH_ACK").And.Contain("\"state_version\":2").And.Contain(Nonce);

        _bench.View(_id).Binding.Should().Be(Addresses.PhoneMoved);
        _bench.EventsOf<TransportSwitch>().Should().ContainSingle();
        _bench.Data(_id, 1, Addresses.PhoneMoved).Should().Contain("DATA_ACK");
        _bench.Data(_id, 2, Addresses.Phone).Should().Contain("WRONG_TRANSPORT");
    }

    [Fact]
    public void Until_then_the_session_goes_on_where_it_was()
    {
        Challenge(Nonce);

        _bench.Data(_id, 1).Should().Contain("DATA_ACK");
        _bench.Data(_id, 2, Addresses.PhoneMoved).Should().Contain("WRONG_TRANSPORT");
    }

    [Fact]
    public void Where_nobody_is_challenged_an_answer_is_judged_all_the_same()
    {
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();
        const string Challenge = "0011223344556677";
        string good = ServerBench.ProofOf("path|" + id, Challenge);

        bench.Ask(Response(new SessionId(1), good)).Should().Contain("\"UNKNOWN_SESSION\"").And.Contain("\"S-0000000000000001\"");
        bench.Ask(Response(id, new string('0', 64))).Should().Contain("\"BAD_PROOF\"");
        bench.Ask(Response(id, good)).Should().Contain("\"POLICY_DENY\"").And.Contain("path_not_validated");
        bench.View(id).Switches.Should().Be(0);

        static string Response(SessionId session, string proof) =>
            $$"""{"type":"PATH_RESPONSE","session_id":"{{session}}","nonce":"{{Nonce}}","challenge":"{{Challenge}}","proof":"{{proof}}"}""";
    }

    [Fact]
    public void The_checks_before_come_before()
    {
        _bench.Reattach(_id, Nonce, proof: new string('0', 64)).Should().Contain("BAD_PROOF");
        _bench.Reattach(_id, Nonce, version: 9).Should().Contain("STALE_STATE_VERSION");
        _bench.Reattach(new SessionId(1), Nonce).Should().Contain("UNKNOWN_SESSION");
        _bench.Server.Counters.PathChallenges.Should().Be(0);
    }

    [Fact]
    public void A_request_that_comes_again_is_challenged_again_alike()
    {
        string first = _bench.Reattach(_id, Nonce);

        _bench.Reattach(_id, Nonce).Should().Be(first);
        Respond(Nonce, first.Split('"')[^2]).Should().Contain("REATTACH_ACK");
    }

    [Fact]
    public void The_answer_from_another_address_or_port_is_refused()
    {
        string challenge = Challenge(Nonce);

        Refused(() => Respond(Nonce, challenge, Addresses.Eve), "POLICY_DENY", "path_not_validated");
        Refused(() => Respond(Nonce, challenge, Addresses.PhoneMoved.WithPort(1)), "POLICY_DENY", "path_not_validated");
        Refused(() => Respond(Nonce, challenge, Addresses.Phone), "POLICY_DENY", "path_not_validated");
    }

    [Fact]
    public void The_challenge_of_another_request_or_session_is_refused()
    {
        SessionId other = _bench.Handshake(Addresses.Eve);
        string mine = Challenge(Nonce);
        string another = _bench.Reattach(other, Nonce).Split('"')[^2];
        another.Should().NotBe(mine);

        Refused(() => Respond(Other, mine), "POLICY_DENY", "path_not_validated");
        Refused(() => Respond(Nonce, another), "POLICY_DENY", "path_not_validated");
    }

    [Fact]
    public void Every_changed_digit_of_challenge_and_proof_is_refused()
    {
        string challenge = Challenge(Nonce);
        for (int i = 0; i < challenge.Length; i++)
        {
            Refused(() => Respond(Nonce, Changed(challenge, i)), "POLICY_DENY", "path_not_validated");
        }

        string proof = PathProof(_id, challenge);
        for (int i = 0; i < proof.Length; i++)
        {
            Refused(() => Respond(Nonce, challenge, proof: Changed(proof, i)), "BAD_PROOF", "bad_proof");
        }
    }

    [Fact]
    public void The_proof_of_a_reattach_answers_no_challenge()
    {
        string challenge = Challenge(Nonce);

        Refused(() => Respond(Nonce, challenge, proof: ServerBench.ProofOf(_id.ToString(), challenge)), "BAD_PROOF", "bad_proof");
        Refused(() => Respond(Nonce, challenge, proof: ServerBench.ProofOf(_id.ToString(), Nonce)), "BAD_PROOF", "bad_proof");
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [Trait("timer", "server.path-challenge-lifetime")]
    public void A_late_answer_is_refused_and_the_version_told(int ticks, bool inTime)
    {
        string challenge = Challenge(Nonce);
        _bench.Now += (2 * _bench.Server.Options.PathChallengeLifetime) + TimeSpan.FromTicks(ticks);

        string answer = Respond(Nonce, challenge);

        answer.Should().Contain(inTime ? "REATTACH_ACK" : "\"reason\":\"path_not_validated\",\"state_version\":1");
    }

    [Fact]
    public void The_very_answer_that_moved_the_session_is_acknowledged_again()
    {
        string challenge = Challenge(Nonce);
        string acknowledged = Respond(Nonce, challenge);
        SessionView moved = _bench.View(_id);

        Respond(Nonce, challenge).Should().Be(acknowledged);
        _bench.Reattach(_id, Nonce).Should().Be(acknowledged, "so is the request");
        _bench.View(_id).Should().Be(moved);
        _bench.Server.Counters.Reacknowledged.Should().Be(2);
    }

    [Fact]
    public void From_anywhere_else_or_later_it_is_a_replay()
    {
        string first = Challenge(Nonce);
        Respond(Nonce, first);
        Respond(Nonce, first, Addresses.Eve).Should().Contain("REPLAY_DETECTED");
        string second = _bench.Reattach(_id, Other, Addresses.Phone).Split('"')[^2];
        Respond(Other, second, Addresses.Phone).Should().Contain("REATTACH_ACK");

        Respond(Nonce, first).Should().Contain("REPLAY_DETECTED");

        _bench.View(_id).Binding.Should().Be(Addresses.Phone);
        _bench.EventsOf<SecurityEvent>().Select(e => e.Violation).Should().Equal(ReasonCode.Race, ReasonCode.Replay);
    }

    [Fact]
    public void One_request_from_two_addresses_is_reported_when_both_are_challenged()
    {
        Challenge(Nonce);
        Challenge(Nonce);
        _bench.EventsOf<SecurityEvent>().Should().BeEmpty("it came again from the same address");
        _bench.Reattach(_id, Nonce, Addresses.Eve).Should().Contain("PATH_CHALLENGE");

        SecurityEvent race = _bench.EventsOf<SecurityEvent>().Should().ContainSingle().Subject;
        (race.Violation, race.From, race.Other).Should().Be((ReasonCode.Race, Addresses.Eve, Addresses.PhoneMoved));
        _bench.View(_id).Should().Be(_before);
    }

    [Fact]
    public void Of_two_that_race_the_first_answer_wins_and_voids_the_other()
    {
        string mine = Challenge(Nonce);
        string other = _bench.Reattach(_id, Other, Addresses.Eve).Split('"')[^2];

        Respond(Nonce, mine).Should().Contain("REATTACH_ACK", "a later challenge displaces no earlier one");
        Respond(Other, other, Addresses.Eve).Should().Contain("path_not_validated").And.Contain("\"state_version\":2");
        _bench.View(_id).Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Fact]
    public void The_policy_is_asked_again_when_the_answer_comes()
    {
        using var bench = new ServerBench(
            new ServerOptions
            {
                PathValidation = true,
                MaximumNonces = 1,
                SwitchCooldown = TimeSpan.Zero,
            }
        );
        SessionId id = bench.Handshake();
        string challenge = bench.Reattach(id, Nonce).Split('"')[^2];
        bench.Ask(Response(id, Nonce, challenge, PathProof(id, challenge)), Addresses.PhoneMoved).Should().Contain("REATTACH_ACK");

        bench.Reattach(id, Other).Should().Contain("nonce_memory_full", "before a challenge is made");
    }

    [Fact]
    public void An_answer_for_a_session_that_is_gone_is_refused()
    {
        string challenge = Challenge(Nonce);
        _bench.Now += TimeSpan.FromSeconds(30);

        Respond(Nonce, challenge).Should().Contain("UNKNOWN_SESSION").And.Contain("session_expired");
    }

    [Theory]
    [InlineData("0011223344556677", "AA11223344556677")]
    [InlineData("0011223344556677", "001122334455667")]
    [InlineData("0011223344556677", "00112233445566778")]
    [InlineData("001122334455667", "0011223344556677")]
    public void What_is_no_challenge_at_all_is_malformed(string nonce, string challenge)
    {
        _bench.Ask(Response(_id, nonce, challenge, new string('0', 64))).Should().Contain("MALFORMED");
    }

    private static string PathProof(SessionId id, string challenge) => ServerBench.ProofOf($"path|{id}", challenge);

    private static string Response(SessionId id, string nonce, string challenge, string proof) =>
        $$"""{"type":"PATH_RESPONSE","session_id":"{{id}}","nonce":"{{nonce}}","challenge":"{{challenge}}","proof":"{{proof}}"}""";

    private static string Changed(string digits, int place) =>
        $"{digits[..place]}{(digits[place] == '0' ? '1' : '0')}{digits[(place + 1)..]}";

    private string Challenge(string nonce)
    {
        string answer = _bench.Reattach(_id, nonce);
        answer.Should().Contain("PATH_CHALLENGE");
        return answer.Split('"')[^2];
    }

    private string Respond(string nonce, string challenge, TransportAddress? from = null, string? proof = null) =>
        _bench.Ask(Response(_id, nonce, challenge, proof ?? PathProof(_id, challenge)), from ?? Addresses.PhoneMoved);

    private void Refused(Func<string> act, string code, string reason)
    {
        act().Should().StartWith($$"""{"type":"ERROR","code":"{{code}}","reason":"{{reason}}",""");

        _bench.View(_id).Should().Be(_before);
    }
}
