using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server.Limits;

public sealed class SipHashTests
{
    [Fact]
    public void The_reference_vector_of_eight_bytes_holds()
    {
        // Appendix A's key 00 01 … 0f; the reference implementation's vector for the message 00 01 … 07.
        var hash = new SipHash(0x0706_0504_0302_0100UL, 0x0F0E_0D0C_0B0A_0908UL);

        hash.Hash(0x0706_0504_0302_0100UL).Should().Be(0x93F5_F579_9A93_2462UL);
    }

    [Fact]
    public void Another_key_is_another_hash()
    {
        new SipHash(1, 2).Hash(3).Should().NotBe(new SipHash(1, 3).Hash(3));
    }
}
