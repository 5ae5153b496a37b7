using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Client;

public sealed class DataTests
{
    [Fact]
    public void Data_has_the_members_of_the_prototype_and_a_number()
    {
        using var bench = ClientBench.OfOurs();
        bench.Send("hello \"grüß\" <&+> 😀\n");

        bench
            .Sent()
            .Should()
            .Equal($$"""{"type":"DATA","session_id":"{{ClientBench.Id}}","seq":1,"payload":"hello \"grüß\" <&+> \uD83D\uDE00\n"}""");
    }

    [Fact]
    public void To_a_prototypes_server_it_sends_one_message_at_a_time()
    {
        using var bench = ClientBench.OfPrototype();
        for (int i = 1; i <= 3; i++)
        {
            bench.Send($"hello#{i}");
        }

        for (int i = 1; i <= 3; i++)
        {
            bench.Sent().Should().ContainSingle().Which.Should().Contain($"hello#{i}");
            bench.HearAck(null);
        }

        bench.Client.UnacknowledgedCount.Should().Be(0);
        bench.EventsOf<DataRoundtrip>().Select(e => e.Sequence).Should().Equal(1, 2, 3);
        bench.Client.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void The_first_echoed_number_opens_the_window()
    {
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { SendWindow = 4 });
        for (int i = 1; i <= 10; i++)
        {
            bench.Send($"{i}");
        }

        bench.Sent().Should().HaveCount(1);
        bench.HearAck(1);
        bench.Sent().Should().HaveCount(4);
        bench.HearAck(5);
        bench.Sent().Should().BeEmpty("the oldest, 2, is not acknowledged, and the window begins there");
        bench.HearAck(2);
        bench.Sent().Should().HaveCount(1);
        bench.Client.UnacknowledgedCount.Should().Be(7);
    }

    [Fact]
    public void An_acknowledgement_counts_once_and_only_for_what_was_sent()
    {
        using var bench = ClientBench.OfOurs();
        bench.Send("1");
        bench.Send("2");
        bench.HearAck(2);
        bench.HearAck(99);
        bench.HearAck(1);
        bench.HearAck(1);
        bench.Hear("""{"type":"DATA_ACK","session_id":"S-ffffffffffffffff","seq":2}""");

        bench.EventsOf<DataRoundtrip>().Select(e => e.Sequence).Should().Equal(1);
        bench.Client.UnacknowledgedCount.Should().Be(1);
    }

    [Fact]
    public void An_acknowledgement_without_a_number_means_nothing_to_who_has_seen_numbers()
    {
        using var bench = ClientBench.OfOurs();
        bench.Send("1");
        bench.HearAck(1);
        bench.Send("2");
        bench.HearAck(null);

        bench.Client.UnacknowledgedCount.Should().Be(1);
    }

    [Fact]
    public void What_is_not_acknowledged_is_sent_again_until_the_transport_counts_as_dead()
    {
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { LossWindow = TimeSpan.FromMilliseconds(900) });
        bench.Send("1");
        string data = bench.Sent().Single();

        TimeSpan sentAt = bench.Now;
        List<(TimeSpan At, string Datagram)> later = bench.RunDry(limit: 4);

        later.Take(3).Should().OnlyContain(sent => sent.Datagram == data);
        later[3].Datagram.Should().Contain("REATTACH_REQUEST");
        later[3].At.Should().Be(sentAt + TimeSpan.FromMilliseconds(900));
        bench.Client.State.Should().Be(SessionState.Reattaching);
        bench.EventsOf<StateChange>().Last().Cause.Should().Be(TransitionReason.TransportDead);
    }

    [Fact]
    public void A_path_in_doubt_is_asked_every_tenth_of_the_loss_window_by_its_oldest_message()
    {
        using var bench = ClientBench.OfOurs();
        bench.Send("1");
        bench.HearAck(1); // the server echoes numbers, so there may be several
        bench.Sent();
        bench.Send("2");
        bench.Send("3");
        bench.Sent();

        TimeSpan sentAt = bench.Now;
        var later = bench.RunDry(limit: 40).TakeWhile(sent => !sent.Datagram.Contains("REATTACH")).ToList();

        TimeSpan[] asked = [.. later.Where(sent => sent.Datagram.Contains("\"seq\":2")).Select(sent => sent.At - sentAt)];
        TimeSpan doubt = bench.Client.Options.LossWindow / 4;
        TimeSpan tenth = bench.Client.Options.LossWindow / 10;
        asked.Count(at => at < doubt).Should().Be(2, "the waits double at first: after 0.2 and 0.6 s");
        asked
            .Where(at => at > doubt)
            .Zip(asked.Where(at => at > doubt).Skip(1), (one, next) => next - one)
            .Should()
            .HaveCountGreaterThan(5)
            .And.OnlyContain(wait => wait <= tenth && wait >= tenth - (tenth / 8));
        later
            .Count(sent => sent.Datagram.Contains("\"seq\":3"))
            .Should()
            .Be(5, "the others wait ever longer: 0.2, 0.6, 1.4, 3, 5 s, less the jitter");
    }

    [Fact]
    public void A_full_queue_takes_no_more_until_something_is_acknowledged()
    {
        using var bench = ClientBench.OfOurs(ClientBench.Plain with { SendQueueCapacity = 2 });
        bench.Send("1").Should().BeTrue();
        bench.Send("2").Should().BeTrue();
        bench.Send("3").Should().BeFalse();
        bench.HearAck(1);
        bench.Client.TrySend("3"u8, bench.Now, out long sequence).Should().BeTrue();

        sequence.Should().Be(3, "a refused message has no number");
    }

    [Fact]
    public void Messages_taken_before_the_handshake_is_answered_follow_it()
    {
        using var bench = new ClientBench();
        bench.Client.Connect(bench.Now);
        bench.Send("early").Should().BeTrue();
        bench.Sent().Should().ContainSingle();
        bench.Hear($$"""{"type":"HANDSHAKE_ACK","session_id":"{{ClientBench.Id}}"}""");

        bench.Sent().Should().ContainSingle().Which.Should().Contain("early");
    }

    [Fact]
    public void A_payload_fills_the_datagram_to_the_last_byte_and_no_further()
    {
        using var bench = ClientBench.OfOurs();
        int overhead = $$"""{"type":"DATA","session_id":"{{ClientBench.Id}}","seq":{{long.MaxValue}},"payload":""}""".Length;

        bench.Send(new string('x', 4096 - overhead)).Should().BeTrue();
        bench.Invoking(b => b.Send(new string('x', 4097 - overhead))).Should().Throw<ArgumentException>().WithMessage("*4097*4096*");
        bench.Invoking(b => b.Send(new string('\u0001', 1_000))).Should().Throw<ArgumentException>("each becomes six bytes");
    }

    [Fact]
    public void A_payload_that_is_not_utf8_is_a_mistake()
    {
        using var bench = ClientBench.OfOurs();

        bench.Invoking(b => b.Client.TrySend([0xFF], b.Now, out _)).Should().Throw<ArgumentException>();
        bench.Client.UnacknowledgedCount.Should().Be(0);
    }
}
