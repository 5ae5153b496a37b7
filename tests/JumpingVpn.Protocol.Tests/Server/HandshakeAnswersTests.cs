using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Server;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class HandshakeAnswersTests
{
    [Fact]
    public void The_latest_are_remembered_and_no_more()
    {
        var answers = new HandshakeAnswers();
        for (int i = 0; i <= HandshakeAnswers.Capacity; i++)
        {
            answers.Remember(new SessionId((ulong)i + 1), Some(i));
        }

        answers.Of(new SessionId(1)).Should().BeNull();
        answers.Of(new SessionId(2))!.StateVersion.Should().Be(1);
        answers.Of(new SessionId(HandshakeAnswers.Capacity + 1))!.StateVersion.Should().Be(HandshakeAnswers.Capacity);
    }

    [Fact]
    public void A_request_whose_answer_is_forgotten_makes_another_session()
    {
        ServerOptions options = Modes.Server(SessionMode.Ephemeral) with
        {
            RetryPolicy = RetryPolicy.Never,
            HandshakeRate = 1_000_000,
            SourceRate = 1_000_000,
            SourceBurst = 1_000_000,
        };
        using var pair = new Pair(options, Modes.Client(SessionMode.Ephemeral));
        pair.Connect();
        string request = pair.SentByClient[0];
        string answer = pair.FromElsewhereToServer(request, Addresses.Phone);
        answer.Should().Be(pair.SentByServer[0], "it is not forgotten yet");

        for (int i = 1; i <= HandshakeAnswers.Capacity; i++)
        {
            pair.FromElsewhereToServer(request.Replace("\"nonce\":\"", $"\"nonce\":\"{i:x4}", StringComparison.Ordinal), Addresses.Eve);
        }

        string later = pair.FromElsewhereToServer(request, Addresses.Phone);
        later.Should().Contain("HANDSHAKE_ACK").And.NotBe(answer);
        pair.Server.SessionCount.Should().Be(HandshakeAnswers.Capacity + 2);
    }

    private static HandshakeAnswer Some(int number) => new([], [], [], number, []);
}
