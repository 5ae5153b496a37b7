using System.Text;
using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class HandshakeMemoryTests
{
    [Fact]
    public void Two_sources_whose_handshakes_have_one_digest_have_a_session_each()
    {
        using var bench = new ServerBench();
        const string Init = "{\"type\":\"HANDSHAKE_INIT\",\"nonce\":\"";
        string one = bench.Ask(Init + "0123456789abcdef\"}", Addresses.Phone.WithPort(4_500));

        // Port and first digit differ by the same bit, so FNV-1a, which begins with both, gives the same number.
        string other = bench.Ask(Init + "1123456789abcdef\"}", Addresses.Phone.WithPort(4_501));

        other.Should().Contain("HANDSHAKE_ACK").And.NotContain(one.Split('"')[7]);
        bench.Server.SessionCount.Should().Be(2);
        bench.Server.Counters.Reacknowledged.Should().Be(0);
    }

    [Fact]
    public void What_is_remembered_is_counted_once_and_none_is_forgotten_while_it_grows()
    {
        using var bench = new ServerBench();
        string[] inits = [.. Enumerable.Range(0, 20).Select(i => $"{{\"type\":\"HANDSHAKE_INIT\",\"nonce\":\"{i:x16}\"}}")];
        string[] first = Array.ConvertAll(inits, init => bench.Ask(init));
        bench.Server.Memory.Handshakes.Should().Be(20);

        Array.ConvertAll(inits, init => bench.Ask(init)).Should().Equal(first);

        bench.Server.Memory.Handshakes.Should().Be(20);
        bench.Server.Counters.Reacknowledged.Should().Be(20);
        bench.Handshake();
        bench.Server.Memory.Handshakes.Should().Be(20, "one without a nonce cannot be told from another");
    }

    [Fact]
    public void What_was_remembered_is_found_while_the_memory_grows()
    {
        var memory = new HandshakeMemory();
        for (int i = 0; i < 100; i++)
        {
            memory.Remember(Addresses.Phone, Nonce(i), new SessionId((ulong)i));

            // Growing is what a collision does, so nothing may be missing yet.
            for (int earlier = 0; earlier <= i; earlier++)
            {
                memory.TryFind(Addresses.Phone, Nonce(earlier), out SessionId id).Should().BeTrue();
                id.Value.Should().Be((ulong)earlier);
            }
        }
    }

    [Fact]
    public void A_handshake_made_anew_replaces_the_one_before()
    {
        var memory = new HandshakeMemory();
        memory.Remember(Addresses.Phone, Nonce(1), new SessionId(1));
        memory.Remember(Addresses.Phone, Nonce(1), new SessionId(2));

        memory.TryFind(Addresses.Phone, Nonce(1), out SessionId id).Should().BeTrue();
        id.Value.Should().Be(2);
    }

    [Fact]
    public void A_flood_of_handshakes_finds_a_bounded_memory()
    {
        var memory = new HandshakeMemory();
        for (int i = 0; i < 20_000; i++)
        {
            memory.Remember(Addresses.Eve, Nonce(i), new SessionId((ulong)i));
        }

        int remembered = Enumerable.Range(0, 20_000).Count(i => memory.TryFind(Addresses.Eve, Nonce(i), out _));
        remembered.Should().BeInRange(1_000, 1_024);
        memory.TryFind(Addresses.Eve, Nonce(19_999), out _).Should().BeTrue("the newest overwrites");
    }

    [Fact]
    public void A_handshake_without_a_nonce_is_not_remembered()
    {
        var memory = new HandshakeMemory();
        memory.Remember(Addresses.Phone, default, new SessionId(1));
        memory.TryFind(Addresses.Phone, default, out _).Should().BeFalse();
    }

    private static byte[] Nonce(int number) => Encoding.ASCII.GetBytes(number.ToString("x16", null));
}
