namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>When the client sends again and when it gives up, to the tick, without jitter.</summary>
public sealed class RetransmissionEdgeTests
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);

    /// <summary>The third transmission would wait for 400 ms, but must not.</summary>
    private static readonly ClientOptions Capped = ClientBench.Plain with
    {
        FirstRetransmission = First,
        MaximumRetransmission = TimeSpan.FromMilliseconds(300),
        LossWindow = TimeSpan.FromMinutes(10),
        HandshakeAttempts = 3,
        ReattachAttempts = 3,
    };

    [Theory]
    [InlineData(-1, "HANDSHAKE_INIT")]
    [InlineData(0, "HANDSHAKE_INIT")]
    [InlineData(1, "HANDSHAKE_INIT")]
    [InlineData(-1, "DATA")]
    [InlineData(0, "DATA")]
    [InlineData(1, "DATA")]
    [InlineData(-1, "REATTACH_REQUEST")]
    [InlineData(0, "REATTACH_REQUEST")]
    [InlineData(1, "REATTACH_REQUEST")]
    [Trait("timer", "client.first-retransmission")]
    public void What_is_not_answered_is_sent_again_after_the_first_wait(int ticks, string type)
    {
        using ClientBench bench = Asking(type);

        Wait(bench, First, ticks).Should().Be(ticks < 0 ? 0 : 1);
    }

    [Theory]
    [InlineData(-1, "HANDSHAKE_INIT")]
    [InlineData(0, "HANDSHAKE_INIT")]
    [InlineData(1, "HANDSHAKE_INIT")]
    [InlineData(-1, "DATA")]
    [InlineData(0, "DATA")]
    [InlineData(1, "DATA")]
    [InlineData(-1, "REATTACH_REQUEST")]
    [InlineData(0, "REATTACH_REQUEST")]
    [InlineData(1, "REATTACH_REQUEST")]
    [Trait("timer", "client.maximum-retransmission")]
    public void The_next_wait_is_twice_as_long_but_no_longer_than_the_longest(int ticks, string type)
    {
        using ClientBench bench = Asking(type);
        Wait(bench, First, 0).Should().Be(1);

        Wait(bench, Capped.MaximumRetransmission, ticks).Should().Be(ticks < 0 ? 0 : 1);
    }

    [Theory]
    [InlineData(-1, SessionState.Birth)]
    [InlineData(0, SessionState.Terminated)]
    [InlineData(1, SessionState.Terminated)]
    [Trait("timer", "client.handshake-attempts")]
    public void A_handshake_is_given_up_when_its_last_attempt_has_waited(int ticks, SessionState state)
    {
        using ClientBench bench = Asking("HANDSHAKE_INIT");
        Wait(bench, First, 0);
        Wait(bench, Capped.MaximumRetransmission, 0);

        Wait(bench, Capped.MaximumRetransmission, ticks).Should().Be(0);

        bench.Client.State.Should().Be(state);
    }

    [Theory]
    [InlineData(-1, SessionState.Reattaching)]
    [InlineData(0, SessionState.Degraded)]
    [InlineData(1, SessionState.Degraded)]
    [Trait("timer", "client.reattach-attempts")]
    public void A_reattach_is_given_up_when_its_last_attempt_has_waited(int ticks, SessionState state)
    {
        using ClientBench bench = Asking("REATTACH_REQUEST");
        Wait(bench, First, 0);
        Wait(bench, Capped.MaximumRetransmission, 0);

        Wait(bench, Capped.MaximumRetransmission, ticks).Should().Be(0);

        bench.Client.State.Should().Be(state);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "client.keepalive-follow-up")]
    public void An_unanswered_keepalive_is_followed_after_the_wait_of_a_message(int ticks)
    {
        using var bench = ClientBench.OfOurs(Capped with { KeepaliveInterval = TimeSpan.FromSeconds(10) }, new NoEntropy());
        Wait(bench, TimeSpan.FromSeconds(10), 0).Should().Be(1);

        Wait(bench, First, ticks).Should().Be(ticks < 0 ? 0 : 1);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "client.path-in-doubt")]
    public void From_a_quarter_of_the_loss_window_on_a_silent_path_is_asked_more_often(int ticks)
    {
        TimeSpan window = 4 * (First + TimeSpan.FromTicks(ticks)); // the second transmission falls so many ticks before the quarter
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { LossWindow = window }, new NoEntropy());
        bench.Send("x");
        bench.Sent();
        Wait(bench, First, 0).Should().Be(1);

        bench.Client.NextTimeout.Should().Be(bench.Now + (ticks <= 0 ? First : 2 * First), "in doubt it does not double");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    [Trait("timer", "client.maximum-reattach-backoff")]
    public void A_degraded_session_waits_twice_as_long_each_time_but_no_longer_than_the_longest(int ticks)
    {
        using var bench = ClientBench.OfOurs(
            Capped with
            {
                ReattachCooldown = First,
                MaximumReattachBackoff = TimeSpan.FromMilliseconds(300),
            },
            new NoEntropy()
        );
        bench.Client.Reattach(bench.Now);
        Refuse(bench);
        Wait(bench, First, 0, sent: 0); // it asks again
        Refuse(bench);

        Wait(bench, TimeSpan.FromMilliseconds(300), ticks).Should().Be(ticks < 0 ? 0 : 1);
    }

    private static ClientBench Asking(string type)
    {
        ClientBench bench;
        if (type == "HANDSHAKE_INIT")
        {
            bench = new ClientBench(Capped, new NoEntropy());
            bench.Client.Connect(bench.Now);
        }
        else
        {
            bench = ClientBench.OfOurs(Capped, new NoEntropy());
            _ = type == "DATA" ? bench.Send("x") : bench.Client.Reattach(bench.Now);
        }

        bench.Sent().Should().ContainSingle().Which.Should().Contain($"\"{type}\"");
        return bench;
    }

    private static void Refuse(ClientBench bench) =>
        bench.Hear($$"""{"type":"ERROR","code":"RATE_LIMITED","nonce":"{{ClientBench.NonceIn(bench.Sent().Single())}}"}""");

    /// <summary>Lets a time pass, and some ticks; gives how much was sent then, unless that is left to be taken.</summary>
    private static int Wait(ClientBench bench, TimeSpan time, int ticks, int? sent = null)
    {
        if (bench.Client.State != SessionState.Degraded || sent is null)
        {
            bench.Client.NextTimeout.Should().Be(bench.Now + time);
        }

        bench.Now += time + TimeSpan.FromTicks(ticks);
        bench.Client.HandleTimeout(bench.Now);
        return sent ?? bench.Sent().Count;
    }
}
