using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>Keyed and personalised BLAKE2b, written from RFC 7693 and section 2.5 of the BLAKE2 specification, without a library.</summary>
internal static class PageBlake2b
{
    private const int Block = 128;

    private static readonly ulong[] Iv =
    [
        0x6A09E667F3BCC908,
        0xBB67AE8584CAA73B,
        0x3C6EF372FE94F82B,
        0xA54FF53A5F1D36F1,
        0x510E527FADE682D1,
        0x9B05688C2B3E6C1F,
        0x1F83D9ABFB41BD6B,
        0x5BE0CD19137E2179,
    ];

    // RFC 7693 section 2.7: SIGMA, one hexadecimal digit for each place.
    private static readonly string[] Sigma =
    [
        "0123456789ABCDEF",
        "EA489FD61C02B753",
        "B8C052FDAE367194",
        "7931DCBE265A40F8",
        "905724AFE1BC683D",
        "2C6A0B834D75FE19",
        "C51FED4A0763928B",
        "DB7EC13950F4862A",
        "6FE9B308C2D714A5",
        "A2847615FB9E3CD0",
    ];

    public static string Of(byte[] key, string use, byte[] input, int length)
    {
        byte[] parameters = new byte[64];
        parameters[0] = (byte)length;
        parameters[1] = (byte)key.Length;
        parameters[2] = 1; // one leaf,
        parameters[3] = 1; // of depth one
        Encoding.ASCII.GetBytes(use).CopyTo(parameters, 48);
        ulong[] state = [.. Iv.Select((word, i) => word ^ Word(parameters, i))];
        byte[] text = new byte[Block + Math.Max(0, (input.Length + Block - 1) / Block * Block)];
        key.CopyTo(text, 0);
        input.CopyTo(text, Block);
        for (int at = 0; at < text.Length; at += Block)
        {
            bool last = at + Block == text.Length;
            Compress(state, text[at..(at + Block)], last ? Block + input.Length : at + Block, last);
        }

        byte[] hash = new byte[64];
        for (int i = 0; i < state.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(hash.AsSpan(8 * i), state[i]);
        }

        return Convert.ToHexStringLower(hash.AsSpan(0, length));
    }

    private static void Compress(ulong[] state, byte[] block, int counter, bool last)
    {
        ulong[] v = [.. state, .. Iv];
        v[12] ^= (ulong)counter;
        v[14] = last ? ~v[14] : v[14];
        for (int round = 0; round < 12; round++)
        {
            string order = Sigma[round % 10];
            for (int i = 0; i < 8; i++)
            {
                int a = i % 4; // the first four mix columns, the others diagonals
                int b = 4 + ((i + (i / 4)) % 4);
                int c = 8 + ((i + (i / 4 * 2)) % 4);
                int d = 12 + ((i + (i / 4 * 3)) % 4);
                ulong x = Word(block, Convert.ToInt32(order[2 * i].ToString(), 16));
                ulong y = Word(block, Convert.ToInt32(order[(2 * i) + 1].ToString(), 16));
                v[a] += v[b] + x;
                v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
                v[c] += v[d];
                v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
                v[a] += v[b] + y;
                v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
                v[c] += v[d];
                v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
            }
        }

        for (int i = 0; i < state.Length; i++)
        {
            state[i] ^= v[i] ^ v[i + 8];
        }
    }

    private static ulong Word(byte[] bytes, int i) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(8 * i));
}
