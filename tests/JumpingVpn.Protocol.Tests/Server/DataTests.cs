using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class DataTests : IDisposable
{
    private readonly ServerBench _bench = new();
    private readonly SessionId _id;

    public DataTests() => _id = _bench.Handshake();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_prototypes_data_is_delivered_and_acknowledged_as_the_prototype_does()
    {
        _bench.Data(_id, null).Should().Be($$"""{"type":"DATA_ACK","session_id":"{{_id}}"}""");
        _bench.Data(_id, null).Should().Be($$"""{"type":"DATA_ACK","session_id":"{{_id}}"}""");

        _bench.Server.Counters.DataDelivered.Should().Be(2);
    }

    [Fact]
    public void Numbered_data_is_acknowledged_by_its_number()
    {
        _bench.Data(_id, 1).Should().Be($$"""{"type":"DATA_ACK","session_id":"{{_id}}","seq":1}""");
    }

    [Fact]
    public void The_payload_is_handed_over_as_it_was_meant()
    {
        _bench.Ask($$"""{"payload":"gr\u00fc\u00df dich \ud83d\ude00 \"x\"","session_id":"{{_id}}","type":"DATA"}""");
        _bench.Ask($$"""{"payload":"grüß dich 😀","session_id":"{{_id}}","type":"DATA"}""");

        _bench
            .EventsOf<DataAccepted>()
            .Select(e => System.Text.Encoding.UTF8.GetString(e.Payload.Span))
            .Should()
            .Equal("grüß dich 😀 \"x\"", "grüß dich 😀");
    }

    [Fact]
    public void The_same_number_again_is_acknowledged_but_not_delivered()
    {
        string first = _bench.Data(_id, 1);
        _bench.Now += TimeSpan.FromSeconds(3);

        _bench.Data(_id, 1, payload: "other").Should().Be(first);

        _bench.Server.Counters.DataDelivered.Should().Be(1);
        _bench.Server.Counters.DataDuplicates.Should().Be(1);
        _bench.View(_id).LastActivity.Should().Be(_bench.Now - TimeSpan.FromSeconds(3), "a replay must not keep a session alive");
    }

    [Fact]
    public void Numbers_may_come_in_any_order_within_the_window()
    {
        foreach (long sequence in new long[] { 64, 1, 3, 2, 63 })
        {
            _bench.Data(_id, sequence).Should().EndWith($"\"seq\":{sequence}}}");
        }

        _bench.Server.Counters.DataDelivered.Should().Be(5);
    }

    [Fact]
    public void A_number_below_the_window_is_neither_delivered_nor_acknowledged()
    {
        _bench.Data(_id, 65);

        _bench.Data(_id, 1).Should().Be("""{"type":"ERROR","code":"POLICY_DENY","reason":"sequence_too_old","seq":1}""");
        _bench.Server.Counters.DataDelivered.Should().Be(1);
    }

    [Fact]
    public void Data_from_another_address_is_refused_and_moves_nothing()
    {
        SessionView before = _bench.View(_id);

        _bench.Data(_id, 1, Addresses.Eve).Should().Be("""{"type":"ERROR","code":"WRONG_TRANSPORT","reason":"wrong_transport","seq":1}""");

        _bench.View(_id).Should().Be(before);
        DataRejected refused = _bench.EventsOf<DataRejected>().Should().ContainSingle().Subject;
        (refused.From, refused.Bound, refused.Reason).Should().Be((Addresses.Eve, Addresses.Phone, ReasonCode.WrongTransport));
    }

    [Fact]
    public void Data_from_another_port_of_the_same_host_is_refused()
    {
        _bench.Data(_id, 1, Addresses.Phone.WithPort(40002)).Should().Contain("WRONG_TRANSPORT");
    }

    [Fact]
    public void Data_of_an_unknown_session_is_refused()
    {
        _bench
            .Data(new SessionId(_id.Value ^ 1), 1)
            .Should()
            .Be("""{"type":"ERROR","code":"UNKNOWN_SESSION","reason":"unknown_session","seq":1}""");
    }

    [Fact]
    public void Accepted_data_allocates_nothing_where_nobody_listens()
    {
        _bench.Server.EventsWanted = SessionEventKinds.None;
        byte[] datagram = System.Text.Encoding.UTF8.GetBytes($$"""{"type":"DATA","session_id":"{{_id}}","payload":"hello"}""");
        byte[] buffer = new byte[4096];
        void Exchange()
        {
            _bench.Server.HandleDatagram(datagram, Addresses.Phone, _bench.Now);
            while (_bench.Server.TryPollTransmit(buffer, out _, out _)) { }
        }

        for (int i = 0; i < 1_000; i++)
        {
            Exchange();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10_000; i++)
        {
            Exchange();
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "less than a byte a datagram is not per datagram");
    }
}
