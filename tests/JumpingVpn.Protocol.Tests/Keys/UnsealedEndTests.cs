using JumpingVpn.Protocol.Tests.Client;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Who sees a request can answer it first; in a session with keys that ends nothing which the server does not confirm or
/// leave unanswered.</summary>
public sealed class UnsealedEndTests
{
    [Fact]
    public void The_true_answer_counts_although_somebody_said_before_that_the_session_is_unknown()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Move(Addresses.PhoneMoved);
        string request = pair.SentByClient.Last();
        pair.FromElsewhereToClient(UnknownSession(request), Addresses.Server);
        pair.Client.State.Should().Be(SessionState.Reattaching);

        pair.Run(TimeSpan.FromSeconds(2));

        pair.Client.State.Should().Be(SessionState.Attached);
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
    }

    [Fact]
    public void Without_a_true_answer_it_is_the_end_once_the_attempt_is_spent()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Drop = (_, toServer) => !toServer; // the server's own words are lost
        pair.Server.Terminate(pair.Client.SessionId!.Value, pair.Now);
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.Drop = (_, _) => false;
        pair.Move(Addresses.PhoneMoved);

        pair.Run(TimeSpan.FromSeconds(1));
        pair.Client.State.Should().Be(SessionState.Reattaching, "nobody vouches for what it has heard");
        pair.Run(TimeSpan.FromSeconds(4));

        pair.Client.State.Should().Be(SessionState.Terminated);
        pair.Client.LastReattach.Should()
            .Be(new ReattachOutcome(ReattachStatus.Refused, RefusalCode.UnknownSession, ReasonCode.SessionTerminated));
    }

    [Theory]
    [InlineData("RATE_LIMITED")]
    [InlineData("BAD_PROOF")]
    [InlineData("BAD_MAC")]
    [InlineData("MALFORMED")]
    [InlineData("TOO_LARGE")]
    [InlineData("UNKNOWN_SESSION")]
    public void Who_answers_each_request_first_costs_no_attempt(string code)
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Tap = (datagram, toServer, address) =>
        {
            if (toServer && datagram.Contains("REATTACH_REQUEST", StringComparison.Ordinal))
            {
                string answer = $$"""{"type":"ERROR","code":"{{code}}","nonce":"{{ClientBench.NonceIn(datagram)}}"}""";
                pair.Forge(answer, toServer: false, address, TimeSpan.FromMilliseconds(1));
            }
        };
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromMilliseconds(50));

        pair.Client.LastReattach.Status.Should().Be(ReattachStatus.Accepted);
        pair.Client.Counters.ReattachesStarted.Should().Be(1);
    }

    [Fact]
    public void What_nobody_vouches_for_is_the_reason_if_nothing_else_comes()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Drop = static (_, toServer) => toServer;
        pair.Move(Addresses.PhoneMoved);
        string nonce = ClientBench.NonceIn(pair.SentByClient.Last());
        pair.FromElsewhereToClient(
            $$"""{"type":"ERROR","code":"RATE_LIMITED","reason":"rate_limited","nonce":"{{nonce}}"}""",
            Addresses.Server
        );
        pair.Client.State.Should().Be(SessionState.Reattaching);
        pair.Run(TimeSpan.FromMilliseconds(3_100));

        pair.Client.LastReattach.Should().Be(new ReattachOutcome(ReattachStatus.Refused, RefusalCode.RateLimited, ReasonCode.RateLimited));
        pair.Client.State.Should().Be(SessionState.Degraded);
    }

    private static string UnknownSession(string request) =>
        $$"""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"unknown_session","nonce":"{{ClientBench.NonceIn(request)}}"}""";
}
