using System.Text;

namespace JumpingVpn.Protocol.Tests.Server;

/// <summary>A server whose output nobody polls keeps working, in bounded memory, and counts what it dropped.</summary>
public sealed class BoundsTests
{
    [Fact]
    public void Events_that_nobody_reads_are_dropped_and_change_nothing()
    {
        using var server = new SessionServer(new ServerOptions { MaximumPendingEvents = 16, MaximumPendingDatagrams = 4 }, new TestEntropy(1));
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
        var buffer = new byte[4096];
        void Flood(int count)
        {
            for (int i = 0; i < count; i++)
            {
                bench.Server.HandleDatagram(flood[i % flood.Length], Addresses.Eve.WithPort((ushort)i), bench.Now);
                while (bench.Server.TryPollEvent(out _) || bench.Server.TryPollTransmit(buffer, out _, out _))
                {
                }
            }
        }

        Flood(1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Flood(10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(10_000, "less than a byte a datagram is not per datagram");
        bench.View(id).Binding.Should().Be(Addresses.Phone);
    }

    [Fact]
    public void An_entropy_source_that_repeats_itself_is_a_mistake_that_is_named()
    {
        using var server = new SessionServer(new ServerOptions(), new StuckEntropy());
        server.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero);

        server.Invoking(s => s.HandleDatagram("{\"type\":\"HANDSHAKE_INIT\"}"u8, Addresses.Phone, TimeSpan.Zero))
            .Should().Throw<InvalidOperationException>().WithMessage("*entropy*");
    }

    private sealed class StuckEntropy : IEntropySource
    {
        public void Fill(Span<byte> destination) => destination.Fill(7);
    }
}
