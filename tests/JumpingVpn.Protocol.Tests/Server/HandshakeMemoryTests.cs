using System.Text;
using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class HandshakeMemoryTests
{
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
