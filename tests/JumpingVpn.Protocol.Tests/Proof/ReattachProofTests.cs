using System.Text;
using JumpingVpn.Protocol.Proof;

namespace JumpingVpn.Protocol.Tests.Proof;

public sealed class ReattachProofTests
{
    private static readonly SessionId Id = new(0x0123_4567_89AB_CDEF);

    [Fact]
    public void It_is_the_protocols_hmac_of_id_and_nonce_whatever_was_computed_before()
    {
        using var proof = new ReattachProof("jumpingvpn-demo-secret"u8);
        byte[] text = new byte[ReattachProof.TextLength];
        for (int i = 0; i < 3; i++)
        {
            proof.Write(Id, "00112233445566aa"u8, text);
            Encoding.ASCII.GetString(text).Should().Be(ServerBench.ProofOf("S-0123456789abcdef", "00112233445566aa"));
        }
    }

    [Fact]
    public void It_is_the_value_that_openssl_computes()
    {
        using var proof = new ReattachProof("jumpingvpn-demo-secret"u8);
        byte[] text = new byte[ReattachProof.TextLength];
        proof.Write(Id, "00112233445566aa"u8, text);

        Encoding.ASCII.GetString(text).Should().Be("8e0866fcb168284d8b4234c43ebb20dfcc765b8099170967fe4b9e3a5e86dabf");
    }

    [Fact]
    public void Any_other_digit_anywhere_does_not_verify()
    {
        using var proof = new ReattachProof("secret"u8);
        byte[] text = new byte[ReattachProof.TextLength];
        proof.Write(Id, "00112233445566aa"u8, text);
        proof.Verify(Id, "00112233445566aa"u8, text, out ulong fingerprint).Should().BeTrue();
        for (int i = 0; i < text.Length; i++)
        {
            text[i] ^= 1;
            proof.Verify(Id, "00112233445566aa"u8, text, out ulong same).Should().BeFalse();
            same.Should().Be(fingerprint, "it comes from the nonce, not from what was claimed");
            text[i] ^= 1;
        }

        proof.Verify(Id, "00112233445566aa"u8, text.AsSpan(0, 63), out _).Should().BeFalse();
        proof.Verify(new SessionId(1), "00112233445566aa"u8, text, out _).Should().BeFalse();
    }

    [Fact]
    public void The_proof_of_a_path_is_the_value_that_python_computes()
    {
        using var proof = new ReattachProof("jumpingvpn-demo-secret"u8);
        byte[] text = new byte[ReattachProof.TextLength];
        proof.WritePath(Id, "0011223344556677"u8, text);

        Encoding.ASCII.GetString(text).Should().Be("ffec3bb0a66142ac74a101a5c847ffe129c8d292d9c6cfcd9db837fa11dcc34f");
    }
}
