using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Tests;

/// <summary>Who sends from where.</summary>
internal static class Addresses
{
    public static readonly TransportAddress Server = TransportAddress.FromIPv4(192, 0, 2, 1, 9999);
    public static readonly TransportAddress Phone = TransportAddress.FromIPv4(198, 51, 100, 7, 40001);
    public static readonly TransportAddress PhoneMoved = TransportAddress.FromIPv4(203, 0, 113, 9, 50002);
    public static readonly TransportAddress PhoneOnLte = TransportAddress.FromIPv4(203, 0, 113, 77, 50003);
    public static readonly TransportAddress Eve = TransportAddress.FromIPv4(203, 0, 113, 66, 6666);
}
