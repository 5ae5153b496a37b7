using JumpingVpn.Protocol.Tests.Client;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Who sees a request can answer it first; in a session with keys that ends nothing which the server does not confirm or leave unanswered.</summary>
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
        pair.Client.LastReattach.Should().Be(new ReattachOutcome(ReattachStatus.Refused, RefusalCode.UnknownSession, ReasonCode.SessionTerminated));
    }

    private static string UnknownSession(string request) =>
        $$"""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"unknown_session","nonce":"{{ClientBench.NonceIn(request)}}"}""";
}
