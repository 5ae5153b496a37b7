using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>The codes as docs/wire-format.md describes them, written from that page and not with the code under test.</summary>
internal static class PageMac
{
    /// <summary>The code over a type, a direction, a session and its members, each given as tag and text or number.</summary>
    public static string Of(byte[] key, bool toServer, string type, ulong session, params (byte Tag, object Value)[] members) =>
        PageBlake2b.Of(key, toServer ? "jvpn2 client mac" : "jvpn2 server mac", Input(toServer, type, session, members), 16);

    /// <summary>The code of a handshake's first message or of the request to send it again, in the mode psk.</summary>
    public static string OfHandshake(byte[] preSharedKey, bool toServer, string type, params (byte Tag, object Value)[] members)
    {
        byte[] key = HKDF.DeriveKey(HashAlgorithmName.SHA256, preSharedKey, 32, info: "jumpingvpn/2 psk handshake"u8.ToArray());
        return PageBlake2b.Of(key, "jvpn2 handshake", Input(toServer, type, 0, members), 16);
    }

    private static byte[] Input(bool toServer, string type, ulong session, params (byte Tag, object Value)[] members)
    {
        using var input = new MemoryStream();
        input.WriteByte(1);
        input.WriteByte(toServer ? (byte)0 : (byte)1);
        input.WriteByte((byte)type.Length);
        input.Write(Encoding.ASCII.GetBytes(type));
        input.Write(BigEndian((long)session));
        foreach ((byte tag, object value) in members)
        {
            byte[] bytes = value is long number ? BigEndian(number) : Encoding.UTF8.GetBytes((string)value);
            input.WriteByte(tag);
            input.Write(BigEndian(bytes.Length).AsSpan(4));
            input.Write(bytes);
        }

        return input.ToArray();
    }

    private static byte[] BigEndian(long number)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return bytes;
    }
}
