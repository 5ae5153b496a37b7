using System.Text;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Policy;

/// <summary>What the policy says of the delivery of messages holds, on both sides.</summary>
public sealed class DeliveryPolicyTests
{
    private const string Long = "eleven byte";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(64)]
    public void As_many_messages_of_the_server_are_in_flight_as_its_window_says(int window)
    {
        using Pair pair = Confirmed(new ServerOptions { SendWindow = window, MaximumDownlinkMessages = 100 });
        Push(pair, "opens the window");
        pair.Run(Second);
        pair.Drop = static (_, toServer) => toServer;

        for (int i = 0; i < 100; i++)
        {
            Push(pair, $"{i}");
        }

        pair.Run(Second);
        pair.Heard.Should().HaveCount(1 + window);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_silent_client_gets_a_message_as_often_as_the_attempts_say(int attempts)
    {
        using Pair pair = Confirmed(new ServerOptions { SendAttempts = attempts });
        pair.Drop = static (text, toServer) => toServer && text.Contains("down", StringComparison.Ordinal);
        Push(pair, "1");

        pair.Run(20 * Second);

        Pushed(pair, "1").Should().Be(attempts);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void An_address_that_has_not_answered_is_challenged_as_often_as_the_attempts_say(int attempts)
    {
        using Pair pair = Confirmed(new ServerOptions { SendAttempts = attempts });
        pair.ClientAddress = Addresses.PhoneMoved;
        pair.Client.Reattach(pair.Now);
        pair.Run(Second);
        for (int i = 0; i < 10; i++)
        {
            pair.Send("makes room for many challenges");
        }

        pair.Run(Second);
        pair.Drop = static (_, _) => true;
        Push(pair, "1");

        pair.Run(20 * Second);

        pair.SentByServer.Count(text => text.Contains("PATH_CHALLENGE", StringComparison.Ordinal)).Should().Be(attempts);
    }

    [Theory]
    [InlineData(10, 3, 1, 3)]
    [InlineData(10, 5, 1, 5)]
    [InlineData(11, 3, 1, null)]
    [InlineData(10, 3, 1_000, null)]
    public void The_server_gives_a_long_message_up_as_its_policy_says(int length, int attempts, int answers, int? sent)
    {
        using Pair pair = Confirmed(
            new ServerOptions
            {
                SendAttempts = 100,
                MaximumRetransmission = Second / 5,
                LongPayload = length,
                LongPayloadAttempts = attempts,
                LongPayloadAnswers = answers,
            }
        );
        pair.Drop = static (text, _) => text.Contains(Long, StringComparison.Ordinal);
        Push(pair, Long);

        for (int i = 0; i < 10; i++)
        {
            pair.Send("still there");
            pair.Run(Second / 4);
        }

        pair.ServerEventsOf<DataFailed>().Should().HaveCount(sent is null ? 0 : 1);
        if (sent is not null)
        {
            Pushed(pair, Long).Should().Be(sent);
        }
    }

    [Theory]
    [InlineData(10, 3, 1, 3)]
    [InlineData(10, 5, 1, 5)]
    [InlineData(11, 3, 1, null)]
    [InlineData(10, 3, 1_000, null)]
    public void The_client_gives_a_long_message_up_as_its_policy_says(int length, int attempts, int answers, int? sent)
    {
        using Pair pair = Confirmed(
            client: new ClientOptions
            {
                MaximumRetransmission = Second / 5,
                LongPayload = length,
                LongPayloadAttempts = attempts,
                LongPayloadAnswers = answers,
            }
        );
        pair.Drop = static (text, _) => text.Contains(Long, StringComparison.Ordinal);
        pair.Send(Long);

        for (int i = 0; i < 10; i++)
        {
            pair.Send("something else");
            pair.Run(Second / 4);
        }

        pair.ClientEventsOf<DataFailed>().Should().HaveCount(sent is null ? 0 : 1);
        if (sent is not null)
        {
            pair.SentByClient.Count(text => text.Contains(Long, StringComparison.Ordinal)).Should().Be(sent);
        }
    }

    [Fact]
    public void The_longest_wait_of_the_server_is_not_shorter_than_its_first() =>
        new ServerOptions { FirstRetransmission = Second, MaximumRetransmission = Second / 2 }
            .Invoking(static options => options.Validate())
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("MaximumRetransmission is *");

    private static Pair Confirmed(ServerOptions? server = null, ClientOptions? client = null)
    {
        var pair = new Pair(server, client);
        pair.Connect();
        pair.Send("hello");
        pair.Run(Second);
        return pair;
    }

    private static void Push(Pair pair, string text)
    {
        pair.Server.TrySend(pair.Client.SessionId!.Value, Encoding.UTF8.GetBytes(text), pair.Now, out _).Should().BeTrue();
        pair.Run(TimeSpan.Zero);
    }

    private static int Pushed(Pair pair, string payload) =>
        pair.SentByServer.Count(text => text.Contains($"\"payload\":\"{payload}\"", StringComparison.Ordinal));
}
