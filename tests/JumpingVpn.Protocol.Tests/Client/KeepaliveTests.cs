namespace JumpingVpn.Protocol.Tests.Client;

public sealed class KeepaliveTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ClientBench _bench = ClientBench.OfOurs(ClientBench.Plain with { KeepaliveInterval = Interval });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void By_default_none_is_sent()
    {
        using var bench = ClientBench.OfOurs();
        bench.Client.NextTimeout.Should().BeNull();
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [Trait("timer", "client.keepalive-interval")]
    public void One_is_sent_when_nothing_was_acknowledged_for_the_interval(long ticks, bool sent)
    {
        _bench.Client.NextTimeout.Should().Be(_bench.Now + Interval);
        _bench.Now += Interval + new TimeSpan(ticks);
        _bench.Client.HandleTimeout(_bench.Now);

        _bench.Sent().Should().Equal(sent ? [$$"""{"type":"KEEPALIVE","session_id":"{{ClientBench.Id}}","seq":1}"""] : []);
    }

    [Fact]
    public void The_answer_measures_the_round_trip_and_restarts_the_interval()
    {
        Tick();
        _bench.Now += TimeSpan.FromMilliseconds(70);
        Answer(1);

        _bench.Client.KeepaliveRoundTrip.Should().Be(TimeSpan.FromMilliseconds(70));
        _bench.Client.NextTimeout.Should().Be(_bench.Now + Interval);
        _bench.Client.Counters.KeepalivesAcknowledged.Should().Be(1);
        Answer(1);
        _bench.Client.Counters.KeepalivesAcknowledged.Should().Be(1, "one answer counts once");
    }

    [Fact]
    public void A_late_answer_to_an_earlier_one_measures_nothing()
    {
        Tick();
        _bench
            .RunDry(limit: 1)
            .Should()
            .ContainSingle("an unanswered one is followed by the next")
            .Which.At.Should()
            .BeCloseTo(_bench.Now, TimeSpan.Zero);
        Answer(1);
        _bench.Client.KeepaliveRoundTrip.Should().BeNull();
        Answer(2);
        _bench.Client.KeepaliveRoundTrip.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void Acknowledged_data_postpones_it()
    {
        _bench.Now += TimeSpan.FromSeconds(9);
        _bench.Send("x");
        _bench.HearAck(1);

        _bench.Client.NextTimeout.Should().Be(_bench.Now + Interval);
    }

    [Theory]
    [InlineData(3, null, 10)]
    [InlineData(3, 12, 4)]
    [InlineData(15, null, 15)]
    public void A_prototype_server_that_does_not_know_the_type_is_asked_every_third_of_the_time_to_live_at_least(
        int every,
        int? ttl,
        int pace
    )
    {
        ClientOptions options = ClientBench.Plain with
        {
            KeepaliveInterval = TimeSpan.FromSeconds(every),
            IdleTtl = ttl is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        using var bench = ClientBench.OfPrototype(options);
        TimeSpan due = bench.Now + TimeSpan.FromSeconds(every);
        for (int i = 0; i < 4; i++)
        {
            bench.Client.NextTimeout.Should().Be(due);
            bench.Now = due;
            bench.Client.HandleTimeout(bench.Now);
            bench.Sent().Should().ContainSingle().Which.Should().Contain("KEEPALIVE");
            bench.Hear("""{"type":"ERROR","code":"UNKNOWN_TYPE"}""");
            bench.Send("x");
            bench.Sent();
            bench.HearAck(null);
            due = bench.Now + TimeSpan.FromSeconds(pace);
        }
    }

    [Fact]
    public void An_answer_after_the_error_brings_the_pace_back()
    {
        using var bench = ClientBench.OfPrototype(ClientBench.Plain with { KeepaliveInterval = TimeSpan.FromSeconds(2) });
        bench.RunDry(limit: 1).Should().ContainSingle();
        bench.Hear("""{"type":"ERROR","code":"UNKNOWN_TYPE"}""");
        bench.Hear($$"""{"type":"KEEPALIVE_ACK","session_id":"{{ClientBench.Id}}","seq":1}""");

        bench.Client.NextTimeout.Should().Be(bench.Now + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_server_of_ours_knows_the_type_so_an_error_that_denies_it_changes_nothing()
    {
        Tick();
        TimeSpan? next = _bench.Client.NextTimeout;
        _bench.Hear("""{"type":"ERROR","code":"UNKNOWN_TYPE"}""");

        _bench.Client.NextTimeout.Should().Be(next);
    }

    [Fact]
    public void A_forged_unknown_type_does_not_silence_a_client_whose_server_answered_one()
    {
        Tick();
        Answer(1);
        Tick();
        _bench.Hear("""{"type":"ERROR","code":"UNKNOWN_TYPE"}""");
        _bench.Client.NextTimeout.Should().NotBeNull();
    }

    [Fact]
    public void A_wrong_transport_in_answer_to_one_calls_for_a_reattach()
    {
        Tick();
        _bench.Hear("""{"type":"ERROR","code":"WRONG_TRANSPORT","reason":"wrong_transport"}""");
        _bench.Client.State.Should().Be(SessionState.Reattaching);
        _bench.Sent().Should().ContainSingle().Which.Should().Contain("REATTACH_REQUEST");
    }

    [Fact]
    public void Without_a_transport_none_is_sent()
    {
        _bench.Client.TransportLost(_bench.Now);
        _bench.Client.NextTimeout.Should().BeNull();
    }

    private void Tick()
    {
        _bench.Now += Interval;
        _bench.Client.HandleTimeout(_bench.Now);
        _bench.Sent().Should().ContainSingle().Which.Should().Contain("KEEPALIVE");
    }

    private void Answer(long sequence) =>
        _bench.Hear($$"""{"type":"KEEPALIVE_ACK","session_id":"{{ClientBench.Id}}","seq":{{sequence}}}""");
}
