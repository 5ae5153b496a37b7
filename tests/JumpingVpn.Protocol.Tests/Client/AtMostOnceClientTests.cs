namespace JumpingVpn.Protocol.Tests.Client;

/// <summary>What a client makes of messages that it sends once, and of keepalives that it is not to send.</summary>
public sealed class AtMostOnceClientTests : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly ClientBench _bench = ClientBench.OfOurs(ClientBench.Plain with { KeepaliveInterval = Interval });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void One_that_nobody_answers_makes_the_client_ask_whether_the_path_works()
    {
        _bench.Client.TrySend("now or never"u8, _bench.Now, out _, DeliverySemantics.AtMostOnce).Should().BeTrue();
        _bench.Sent().Should().ContainSingle().Which.Should().Contain("DATA");

        _bench.Now += TimeSpan.FromMilliseconds(200);
        _bench.Client.HandleTimeout(_bench.Now);

        _bench.Sent().Should().ContainSingle("nothing else would notice that the path is dead").Which.Should().Contain("KEEPALIVE");
    }

    [Fact]
    public void A_path_that_answers_nothing_is_left_although_nothing_is_sent_twice()
    {
        _bench.Client.TrySend("now or never"u8, _bench.Now, out _, DeliverySemantics.AtMostOnce);

        _bench.Sent();

        IEnumerable<string> sent = _bench.RunDry(limit: 40).Select(static one => one.Datagram);

        sent.Should().Contain(datagram => datagram.Contains("REATTACH_REQUEST"));
        sent.Should().NotContain(datagram => datagram.Contains("now or never"));
    }

    [Fact]
    public void Without_keepalives_nothing_is_due_and_with_them_again_the_interval_begins_anew()
    {
        _bench.Client.KeepsAlive = false;
        _bench.Client.NextTimeout.Should().BeNull();
        _bench.Now += Interval;

        _bench.Client.HandleTimeout(_bench.Now);
        _bench.Sent().Should().BeEmpty();

        _bench.Client.KeepsAlive = true;
        _bench.Client.NextTimeout.Should().Be(_bench.Now + Interval);
    }
}
