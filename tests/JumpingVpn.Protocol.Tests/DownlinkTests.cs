using System.Text;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests;

/// <summary>Messages from the server to its clients, over a network that the test disturbs.</summary>
public sealed class DownlinkTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_message_of_the_server_reaches_the_client_and_is_acknowledged()
    {
        using Pair pair = Confirmed();
        Push(pair, "news").Should().Be(1);
        pair.Run(Second);

        pair.Heard.Should().Equal("news");
        pair.ServerEventsOf<DownlinkRoundtrip>().Should().ContainSingle().Which.Sequence.Should().Be(1);
        pair.SentByServer.Should()
            .Contain($$"""{"type":"DATA","session_id":"{{pair.Client.SessionId}}","direction":"down","seq":1,"payload":"news"}""");
        pair.SentByClient.Should().Contain($$"""{"type":"DATA_ACK","session_id":"{{pair.Client.SessionId}}","direction":"down","seq":1}""");
        pair.Server.Counters.DownlinkRetransmissions.Should().Be(0);
    }

    [Theory]
    [InlineData(0, 100, 60)]
    [InlineData(15, 30, 100)]
    [InlineData(30, 30, 100)]
    public void In_any_weather_each_arrives_exactly_once(int loss, int duplicates, int jitterMilliseconds)
    {
        for (ulong seed = 1; seed <= 10; seed++)
        {
            using Pair pair = Confirmed(seed);
            (pair.LossPercent, pair.DuplicatePercent, pair.Jitter) = (loss, duplicates, TimeSpan.FromMilliseconds(jitterMilliseconds));
            for (int i = 0; i < 60; i++)
            {
                Push(pair, $"{i}");
            }

            for (int i = 0; i < 4; i++)
            {
                pair.Run(TimeSpan.FromSeconds(10));
                pair.Send("keeps the session alive");
            }

            pair.Heard.Should().HaveCount(60).And.OnlyHaveUniqueItems($"seed {seed}");
            pair.ServerEventsOf<DownlinkRoundtrip>().Should().HaveCount(60);
        }
    }

    [Fact]
    public void After_a_switch_what_was_not_acknowledged_goes_to_the_new_address_at_once()
    {
        using Pair pair = Confirmed();
        pair.Client.TransportLost(pair.Now);
        pair.ClientAddress = Addresses.PhoneMoved;
        Push(pair, "while away");
        pair.Run(TimeSpan.FromSeconds(3));
        pair.Heard.Should().BeEmpty();

        pair.Client.Reattach(pair.Now);
        pair.Run(4 * pair.Delay);

        pair.Heard.Should().Equal("while away");
    }

    [Fact]
    public void To_an_address_that_has_shown_nothing_yet_nothing_is_sent()
    {
        using var pair = new Pair();
        pair.Connect();
        Push(pair, "waits");
        pair.Run(TimeSpan.FromSeconds(5));
        pair.Heard.Should().BeEmpty();
        pair.SentByServer.Should().ContainSingle("that is the answer to the handshake");

        pair.Send("here I am");
        pair.Run(Second);
        pair.Heard.Should().Equal("waits");
    }

    [Fact]
    public void A_client_that_never_answers_gets_one_message_a_bounded_number_of_times_until_it_is_heard()
    {
        using Pair pair = Confirmed();
        pair.Drop = (text, toServer) => toServer && text.Contains("down", StringComparison.Ordinal);
        Push(pair, "1");
        Push(pair, "2");
        pair.Run(TimeSpan.FromSeconds(20));
        pair.SentByServer.Count(text => text.Contains("down", StringComparison.Ordinal)).Should().Be(8);

        pair.Send("still there");
        pair.Run(TimeSpan.FromMilliseconds(100));
        pair.SentByServer.Count(text => text.Contains("down", StringComparison.Ordinal)).Should().Be(9);
    }

    [Fact]
    public void Too_many_waiting_messages_and_sessions_that_are_gone_take_none()
    {
        using Pair pair = Confirmed(options: new ServerOptions { MaximumDownlinkMessages = 2 });
        pair.LossPercent = 100;
        Push(pair, "1");
        Push(pair, "2");
        Push(pair, "3").Should().Be(0);
        pair.Server.TrySend(new SessionId(99), "x"u8, pair.Now, out _).Should().BeFalse();

        pair.Run(TimeSpan.FromMinutes(2));
        pair.Server.SessionCount.Should().Be(0);
        pair.Server.NextTimeout.Should().BeNull("with the session its messages are gone");
        Push(pair, "4").Should().Be(0);
    }

    [Fact]
    public void Nobody_but_the_bound_address_acknowledges()
    {
        using Pair pair = Confirmed();
        pair.LossPercent = 100;
        Push(pair, "1");
        string ack = $$"""{"type":"DATA_ACK","session_id":"{{pair.Client.SessionId}}","direction":"down","seq":1}""";
        pair.Server.HandleDatagram(Encoding.UTF8.GetBytes(ack), Addresses.PhoneMoved, pair.Now);

        pair.Server.Counters.DownlinkAcknowledged.Should().Be(0);
        pair.Server.Counters.Refused(RefusalCode.WrongTransport).Should().Be(1);
    }

    [Fact]
    public void An_echo_of_either_sides_message_is_taken_by_neither()
    {
        using Pair pair = Confirmed();
        pair.Send("its echo carries a number that the server has not used");
        Push(pair, "news");
        pair.Run(Second);
        foreach (string echo in pair.SentByClient.ToArray())
        {
            pair.FromElsewhereToClient(echo, Addresses.Server);
        }

        pair.Heard.Should().Equal("news");
        Push(pair, "the echoes of these carry numbers");
        Push(pair, "that the client has not used");
        pair.Run(Second);
        long delivered = pair.Server.Counters.DataDelivered;
        foreach (string echo in pair.SentByServer.ToArray())
        {
            pair.Server.HandleDatagram(Encoding.UTF8.GetBytes(echo), pair.ClientAddress, pair.Now);
        }

        (pair.Server.Counters.DataDelivered, pair.Server.Counters.DownlinkAcknowledged).Should().Be((delivered, 3));
    }

    [Fact]
    public void A_payload_that_cannot_be_sent_is_a_mistake()
    {
        using Pair pair = Confirmed();
        SessionId id = pair.Client.SessionId!.Value;

        pair.Invoking(p => p.Server.TrySend(id, [0xFF], p.Now, out _)).Should().Throw<ArgumentException>().WithMessage("*UTF-8*");
        pair.Invoking(p => p.Server.TrySend(id, new byte[4_096], p.Now, out _)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Many_sessions_are_served_in_the_order_of_their_deadlines()
    {
        var server = new SessionServer(new ServerOptions(), new TestEntropy(3));
        byte[] buffer = new byte[4_096];
        List<SessionId> ids = [];
        for (ushort i = 0; i < 200; i++)
        {
            server.HandleDatagram("""{"type":"HANDSHAKE_INIT"}"""u8, Addresses.Phone.WithPort((ushort)(1_000 + i)), TimeSpan.Zero);
        }

        while (server.TryPollEvent(out ISessionEvent? e, out _))
        {
            if (e is SessionCreated)
            {
                ids.Add(e.SessionId!.Value);
            }
        }

        for (int i = 0; i < ids.Count; i++)
        {
            byte[] data = Encoding.UTF8.GetBytes($$"""{"type":"DATA","session_id":"{{ids[i]}}","seq":1,"payload":"x"}""");
            server.HandleDatagram(data, Addresses.Phone.WithPort((ushort)(1_000 + i)), TimeSpan.Zero);
            server.TrySend(ids[i], "y"u8, TimeSpan.FromMilliseconds(i * 37 % 101), out _).Should().BeTrue();
        }

        TimeSpan last = TimeSpan.Zero;
        for (int i = 0; i < 1_000 && server.NextTimeout is { } next; i++)
        {
            next.Should().BeGreaterThanOrEqualTo(last);
            last = next;
            server.HandleTimeout(next);
            while (server.TryPollTransmit(buffer, out _, out _) || server.TryPollEvent(out _, out _)) { }
        }

        server.SessionCount.Should().BeGreaterThan(0);
        server.Counters.DownlinkRetransmissions.Should().BeGreaterThan(800);
    }

    private static Pair Confirmed(ulong seed = 7, ServerOptions? options = null)
    {
        var pair = new Pair(options, seed: seed);
        pair.Connect();
        pair.Send("hello");
        pair.Run(Second);
        return pair;
    }

    private static long Push(Pair pair, string text)
    {
        pair.Server.TrySend(pair.Client.SessionId!.Value, Encoding.UTF8.GetBytes(text), pair.Now, out long sequence);
        pair.Run(TimeSpan.Zero);
        return sequence;
    }
}
