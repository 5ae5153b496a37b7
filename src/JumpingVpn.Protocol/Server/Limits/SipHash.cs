using System.Numerics;

namespace JumpingVpn.Protocol.Server.Limits;

/// <summary>
/// SipHash-2-4 of one 64-bit word (Aumasson and Bernstein 2012): a keyed hash for tables that strangers fill. Without the key nobody can
/// choose addresses that collide.
/// </summary>
internal readonly struct SipHash(ulong key0, ulong key1)
{
    private const ulong LengthOfOneWord = 8UL << 56;

    public ulong Hash(ulong word)
    {
        ulong v0 = key0 ^ 0x736F_6D65_7073_6575UL;
        ulong v1 = key1 ^ 0x646F_7261_6E64_6F6DUL;
        ulong v2 = key0 ^ 0x6C79_6765_6E65_7261UL;
        ulong v3 = key1 ^ 0x7465_6462_7974_6573UL;
        Compress(ref v0, ref v1, ref v2, ref v3, word);
        Compress(ref v0, ref v1, ref v2, ref v3, LengthOfOneWord);
        v2 ^= 0xFF;
        for (int round = 0; round < 4; round++)
        {
            Round(ref v0, ref v1, ref v2, ref v3);
        }

        return v0 ^ v1 ^ v2 ^ v3;
    }

    private static void Compress(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3, ulong word)
    {
        v3 ^= word;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v3;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 += v3;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 += v1;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
