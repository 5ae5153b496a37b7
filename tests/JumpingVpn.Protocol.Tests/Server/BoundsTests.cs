using System.Text;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>A server whose output nobody polls keeps working, in bounded memory, and counts what it dropped.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Events_that_nobody_reads_are_dropped_and_change_nothing()
    {
        using var server = new SessionServer(
            new ServerOptions { MaximumPendingEvents = 16, MaximumPendingDatagrams = 4 },
            new TestEntropy(1)
        );
        for (int i = 0; i < 100; i++)
        {
            server.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero);
        }

        server.SessionCount.Should().Be(100);
        server.Counters.EventsDropped.Should().Be(200 - 16);
        server.Counters.DatagramsDropped.Should().Be(100 - 4);
    }

    [Fact]
    public void A_flood_of_unauthenticated_datagrams_leaves_no_memory_behind()
    {
        using var bench = new ServerBench();
        SessionId id = bench.Handshake();
        byte[][] flood =
        [
            .. new[]
            {
                """{"type":"DATA","session_id":"S-0000000000000000","payload":"x"}""",
                $$"""{"type":"DATA","session_id":"{{id}}","payload":"x"}""",
                $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"0123456789abcdef","proof":"{{new string('0', 64)}}"}""",
                """{"type":"DANCE","padding":"0123456789"}""",
                "no message",
            }.Select(Encoding.UTF8.GetBytes),
        ];
        byte[] buffer = new byte[4096];
        void Flood(int count)
        {
            for (int i = 0; i < count; i++)
            {
                bench.Server.HandleDatagram(flood[i % flood.Length], Addresses.Eve.WithPort((ushort)i), bench.Now);
                while (bench.Server.TryPollEvent(out _, out _) || bench.Server.TryPollTransmit(buffer, out _, out _)) { }
            }
        }

        Flood(1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Flood(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "less than a byte a datagram is not per datagram");
        bench.View(id).Binding.Should().Be(Addresses.Phone);
    }

    [Fact]
    public void A_session_that_switches_all_day_takes_8_bytes_for_each_nonce_up_to_the_bound_and_then_nothing()
    {
        var options = new ServerOptions { IdleTtl = TimeSpan.FromDays(1), MaximumLifetime = TimeSpan.FromDays(1) };
        using var bench = new ServerBench(options);
        bench.Server.EventsWanted = SessionEventKinds.None; // an event costs its listener
        SessionId id = bench.Handshake();
        byte[][] requests =
        [
            .. Enumerable
                .Range(0, 3_000)
                .Select(i => i.ToString("x16", null))
                .Select(nonce => (nonce, proof: ServerBench.ProofOf(id.ToString(), nonce)))
                .Select(drawn =>
                    Encoding.UTF8.GetBytes(
                        $$"""{"type":"REATTACH_REQUEST","session_id":"{{id}}","nonce":"{{drawn.nonce}}","proof":"{{drawn.proof}}"}"""
                    )
                ),
        ];
        byte[] buffer = new byte[4096];
        long Reattach(int from, int to)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = from; i < to; i++)
            {
                bench.Now += TimeSpan.FromSeconds(6.1); // a minute may have ten
                bench.Server.HandleDatagram(requests[i], Addresses.PhoneMoved.WithPort((ushort)(i + 1)), bench.Now);
                while (bench.Server.TryPollEvent(out _, out _) || bench.Server.TryPollTransmit(buffer, out _, out _)) { }
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Reattach(0, 16);
        long taken = Reattach(16, options.MaximumNonces);
        bench.View(id).RememberedNonces.Should().Be(options.MaximumNonces);
        bench.Server.Counters.Refused(RefusalCode.PolicyDeny).Should().Be(0);
        taken.Should().BeLessThan((2 * 8 * options.MaximumNonces) + 1_024, "it doubles up to the bound");

        long beyond = Reattach(options.MaximumNonces, requests.Length);
        bench.Server.Counters.Refused(RefusalCode.PolicyDeny).Should().Be(requests.Length - options.MaximumNonces);
        beyond.Should().BeLessThan(1_024);
    }

    [Fact]
    public void An_entropy_source_that_repeats_itself_is_a_mistake_that_is_named()
    {
        var entropy = new StuckEntropy();
        using var server = new SessionServer(new ServerOptions(), entropy);
        server.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero);

        server
            .Invoking(s => s.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*entropy*64 session ids*");
        entropy.Draws.Should().Be(1 + 1 + 64, "the keys, the first session, and what it says");
    }

    private sealed class StuckEntropy : IEntropySource
    {
        public int Draws { get; private set; }

        public void Fill(Span<byte> destination)
        {
            destination.Fill(7);
            Draws++;
        }
    }
}
