using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Fuzzing;

/// <summary>
/// Changes datagrams as mischief and broken networks do: bits, cuts, repeats, splices of two, and pieces of JSON where they hurt.
/// </summary>
internal sealed class Mutator(RandomStream random, int longest)
{
    private static readonly byte[][] Pieces =
    [
        .. new[]
        {
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u0000",
            "\\ud800",
            "\\udc00",
            "\\u00e9",
            "\0",
            "\u00ff",
            "\ufeff",
            " ",
            "\t",
            "//",
            "null",
            "true",
            "0",
            "-1",
            "1.5",
            "1e400",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551616",
            "[[[[[[[[",
            "{\"a\":{\"a\":",
            "\"type\":",
            "\"session_id\":",
            "\"seq\":",
            "\"nonce\":",
            "\"proof\":",
            "\"payload\":",
            "\"state_version\":",
            "\"code\":",
            "\"reason\":",
            "\"note\":",
            "\"key\":",
            "\"mac\":",
            "\"cookie\":",
            "\"challenge\":",
            "\"S-0123456789abcdef\"",
            "\"0011223344556677\"",
            "HANDSHAKE_INIT",
            "HANDSHAKE_ACK",
            "DATA",
            "DATA_ACK",
            "REATTACH_REQUEST",
            "REATTACH_ACK",
            "ERROR",
            "KEEPALIVE",
            "KEEPALIVE_ACK",
            "TERMINATE",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xC3],
        [0xED, 0xA0, 0x80],
        [0xFF, 0xFE],
        new byte[64],
    ];

    /// <summary>A changed copy of <paramref name="original"/>, at most the longest size; <paramref name="other"/> lends pieces.</summary>
    public byte[] Mutate(byte[] original, byte[] other)
    {
        List<byte> bytes = [.. original];
        for (ulong changes = 1 + random.Below(4); changes > 0; changes--)
        {
            Change(bytes, other);
        }

        if (bytes.Count > longest)
        {
            bytes.RemoveRange(longest, bytes.Count - longest);
        }

        return [.. bytes];
    }

    private void Change(List<byte> bytes, byte[] other)
    {
        int at = Index(bytes.Count + 1);
        int rest = bytes.Count - at;
        switch (random.Below(9))
        {
            case 0 when rest > 0:
                bytes[at] ^= (byte)(1 << Index(8));
                break;
            case 1 when rest > 0:
                bytes[at] = (byte)random.Below(256);
                break;
            case 2:
                bytes.RemoveRange(at, Index(rest + 1));
                break;
            case 3:
                bytes.InsertRange(at, bytes.GetRange(0, Index(bytes.Count + 1)));
                break;
            case 4:
                int from = Index(other.Length + 1);
                bytes.InsertRange(at, other[from..(from + Index(other.Length - from + 1))]);
                break;
            case 5:
                bytes.RemoveRange(at, rest);
                bytes.AddRange(other[Math.Min(at, other.Length)..]); // the head of one and the tail of the other
                break;
            case 6 when rest > 0:
                byte[] escaped = System.Text.Encoding.ASCII.GetBytes($"\\u00{bytes[at]:x2}");
                bytes.RemoveAt(at);
                bytes.InsertRange(at, escaped);
                break;
            case 7 when rest > 1:
                int length = Index(Math.Min(rest, 24)) + 1;
                bytes.RemoveRange(at, Math.Min(length, rest));
                bytes.InsertRange(at, Pieces[Index(Pieces.Length)]);
                break;
            default:
                bytes.InsertRange(at, Pieces[Index(Pieces.Length)]);
                break;
        }
    }

    private int Index(int bound) => (int)random.Below((ulong)bound);
}
