using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>
/// Hashes addresses for <see cref="HashChains"/>: one multiplication folded, so that every bit reaches the low ones, equal in
/// every process.
/// </summary>
internal static class AddressHash
{
    public static int Of(in TransportAddress address, int continued = 0)
    {
        UInt128 bits = address.Address;
        ulong mixed = (ulong)bits ^ ((ulong)(bits >> 64) * 3) ^ ((ulong)address.Port << 33) ^ (uint)continued;
        ulong high = Math.BigMul(mixed, 0x9E37_79B9_7F4A_7C15UL, out ulong low);
        return (int)(high ^ low);
    }
}
