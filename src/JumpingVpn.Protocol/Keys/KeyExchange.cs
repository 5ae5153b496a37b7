using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// One side of an elliptic-curve Diffie-Hellman agreement on P-256 (NIST SP 800-56A revision 3 section 5.7.1.2), with a key pair
/// that is made
/// for one handshake. The private key comes from the given entropy source, so that a simulation repeats itself to the byte.
/// </summary>
internal sealed class KeyExchange : IDisposable
{
    /// <inheritdoc cref="MemberSchema.KeyLength"/>
    public const int TextLength = MemberSchema.KeyLength;

    /// <summary>The length of the agreed secret in bytes: the shared point's x coordinate.</summary>
    public const int SharedLength = FieldLength;

    private const int FieldLength = 32;
    private const int PointLength = 1 + (2 * FieldLength);
    private const byte Uncompressed = 4;
    private const int MaximumDraws = 64;

    // The order of the group (FIPS 186-5, SP 800-186 section 3.2.1.3), big-endian.
    private static readonly byte[] Order = Convert.FromHexString("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551");

    private readonly ECDiffieHellman _pair;

    public KeyExchange(IEntropySource entropy)
    {
        byte[] scalar = new byte[FieldLength];
        try
        {
            Draw(entropy, scalar);
            _pair = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = scalar });
        }
        finally
        {
            CryptographicOperations.ZeroMemory(scalar);
        }
    }

    /// <summary>The public key, as it is written on the wire.</summary>
    public byte[] PublicKeyText()
    {
        ECPoint point = _pair.ExportParameters(includePrivateParameters: false).Q;
        Span<byte> encoded = stackalloc byte[PointLength];
        encoded[0] = Uncompressed;
        point.X.CopyTo(encoded[1..]);
        point.Y.CopyTo(encoded[(1 + FieldLength)..]);
        var text = new byte[TextLength];
        Hex.EncodeLower(encoded, text);
        return text;
    }

    /// <summary>Agrees with the holder of a public key; false where that is no point of the curve (SP 800-56A section 5.6.2.3.3).</summary>
    /// <param name="peer">A text of the form of a public key.</param>
    /// <param name="shared">The <see cref="SharedLength"/> bytes that both sides now have; the caller wipes them.</param>
    public bool TryAgree(ReadOnlySpan<byte> peer, Span<byte> shared)
    {
        Span<byte> encoded = stackalloc byte[PointLength];
        if (!Hex.TryDecodeLower(peer, encoded) || encoded[0] != Uncompressed)
        {
            return false;
        }

        byte[]? agreed = null;
        try
        {
            using ECDiffieHellman imported = ECDiffieHellman.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = encoded.Slice(1, FieldLength).ToArray(), Y = encoded[(1 + FieldLength)..].ToArray() },
                }
            );
            using ECDiffieHellmanPublicKey key = imported.PublicKey;
            agreed = _pair.DeriveRawSecretAgreement(key);
            agreed.CopyTo(shared);
            return true;
        }
        catch (CryptographicException)
        {
            return false; // not on the curve; the one way in which a stranger's bytes reach the platform's cryptography
        }
        finally
        {
            CryptographicOperations.ZeroMemory(agreed);
        }
    }

    /// <summary>Releases the private key.</summary>
    public void Dispose() => _pair.Dispose();

    /// <summary>Draws until the number lies between 1 and the order, as it nearly always does at once (SP 800-56A section
    /// 5.6.1.2.2).</summary>
    private static void Draw(IEntropySource entropy, Span<byte> scalar)
    {
        for (int draw = 0; draw < MaximumDraws; draw++)
        {
            entropy.Fill(scalar);
            if (scalar.SequenceCompareTo(Order) < 0 && scalar.ContainsAnyExcept((byte)0))
            {
                return;
            }
        }

        throw new InvalidOperationException(
            $"The entropy source gave {MaximumDraws} numbers in a row that are no private key: it does not give random bytes."
        );
    }
}
