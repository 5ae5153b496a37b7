using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>Refusals beyond the server's own share of the log: counted, and summed up a second after the first of them.</summary>
public sealed class UnloggedTests
{
    private const string Unknown = """{"type":"DATA","session_id":"S-0000000000000000","payload":"x"}""";
    private const string Servers = """{"type":"HANDSHAKE_ACK","session_id":"S-0000000000000000"}""";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void They_are_summed_up_a_second_after_the_first()
    {
        using ServerBench bench = Bench(refusals: 1);
        TimeSpan start = bench.Now;
        bench.Ask(Unknown, Source(1));
        bench.Server.NextTimeout.Should().BeNull("it was logged");
        bench.Ask(Unknown, Source(2));
        bench.Now += Second / 2;
        bench.Ask(Unknown, Source(3));
        bench.Server.NextTimeout.Should().Be(start + Second);

        bench.Now = start + Second - TimeSpan.FromTicks(1);
        bench.Tick();
        bench.EventsOf<PolicyEvent>().Should().BeEmpty();
        bench.Now += TimeSpan.FromTicks(1);
        bench.Tick();

        PolicyEvent summary = bench.EventsOf<PolicyEvent>().Should().ContainSingle().Subject;
        (summary.SessionId, summary.Reason, summary.Limit, summary.Observed).Should().Be((null, ReasonCode.RefusalsNotLogged, 1, 2));
        bench.Server.NextTimeout.Should().BeNull();
    }

    [Theory]
    [InlineData(0, 400)]
    [InlineData(400, 0)]
    public void The_summary_and_a_sources_report_each_come_at_their_time(int unloggedAt, int reportAt)
    {
        using ServerBench bench = Bench(refusals: 2, source: 1);
        TimeSpan start = bench.Now;
        foreach (int at in (int[])[0, 400])
        {
            bench.Now = start + TimeSpan.FromMilliseconds(at);
            if (at == reportAt)
            {
                bench.Ask(Unknown, Source(1));
                bench.Ask(Unknown, Source(1));
            }

            if (at == unloggedAt)
            {
                bench.Ask(Unknown, Source(2));
                bench.Ask(Unknown, Source(3));
                bench.Ask(Unknown, Source(4));
            }
        }

        foreach (int due in (int[])[1_000, 1_400])
        {
            bench.Server.NextTimeout.Should().Be(start + TimeSpan.FromMilliseconds(due));
            bench.Now = start + TimeSpan.FromMilliseconds(due);
            bench.Tick();
            bench.EventsOf<RateLimited>().Should().HaveCount(due >= reportAt + 1_000 ? 1 : 0);
            bench.EventsOf<PolicyEvent>().Should().HaveCount(due >= unloggedAt + 1_000 ? 1 : 0);
        }

        bench.Server.NextTimeout.Should().BeNull();
    }

    [Fact]
    public void Refusals_spend_nothing_of_what_security_events_have_and_each_has_its_own_bound()
    {
        using ServerBench bench = Bench(refusals: 1);
        for (ushort source = 1; source <= 3; source++)
        {
            bench.Ask(Unknown, Source(source));
            bench.Ask(Servers, Source((ushort)(source + 10)));
        }

        bench.EventsOf<DataRejected>().Should().ContainSingle();
        bench.EventsOf<SecurityEvent>().Should().ContainSingle().Which.Violation.Should().Be(ReasonCode.ReflectedMessage);
        bench.Now += Second;
        bench.Tick();
        bench.EventsOf<PolicyEvent>().Should().ContainSingle().Which.Observed.Should().Be(4);
    }

    [Fact]
    public void A_datagram_counts_once_whatever_it_would_have_logged()
    {
        using ServerBench bench = Bench(refusals: 1);
        SessionId id = bench.Handshake();
        bench.Reattach(id, "00112233445566aa");

        // A replay is a security event and a refusal.
        bench.Reattach(id, "00112233445566aa", Source(1)).Should().Contain("REPLAY_DETECTED");
        bench.Reattach(id, "00112233445566aa", Source(2)).Should().Contain("REPLAY_DETECTED");
        bench.EventsOf<SecurityEvent>().Should().ContainSingle();
        bench.EventsOf<ReattachRejected>().Should().ContainSingle();
        bench.Now += Second;
        bench.Tick();

        bench.EventsOf<PolicyEvent>().Should().ContainSingle().Which.Observed.Should().Be(1);
    }

    [Fact]
    public void What_comes_beyond_its_sources_share_is_in_the_report_and_not_in_the_log()
    {
        using var bench = new ServerBench(new ServerOptions { SourceBurst = 1, SourceRate = 1 });
        for (int i = 0; i < 3; i++)
        {
            bench.Ask(Servers, Source(1)).Should().BeEmpty();
        }

        bench.EventsOf<SecurityEvent>().Should().ContainSingle();
        bench.Now += Second;
        bench.Tick();
        bench.EventsOf<RateLimited>().Should().ContainSingle().Which.Count.Should().Be(2);
    }

    [Fact]
    public void Sources_that_find_no_window_of_their_own_are_summed_up_together()
    {
        using var bench = new ServerBench(new ServerOptions { SourceBurst = 1, SourceRate = 1 });
        for (ushort source = 0; source < 300; source++)
        {
            bench.Ask(Unknown, Source(source));
            bench.Ask(Unknown, Source(source));
        }

        bench.Now += Second;
        bench.Tick();

        bench.EventsOf<RateLimited>().Should().HaveCount(256).And.OnlyContain(e => e.Count == 1);
        bench.EventsOf<PolicyEvent>().Should().ContainSingle().Which.Observed.Should().Be(300 - 256);
    }

    private static ServerBench Bench(int refusals, int source = 20) =>
        new(new ServerOptions { RefusalLogRate = refusals, SourceLogRate = source });

    private static TransportAddress Source(ushort number) => TransportAddress.FromIPv4(0x0A00_0000u + number, 4_500);
}
