using System.Net.NetworkInformation;

namespace JumpingVpn.Cli.Arguments;

/// <summary>This machine's network interfaces by name.</summary>
internal static class Interfaces
{
    /// <summary>The number of an interface with IPv6; 0 if there is none of that name.</summary>
    public static uint NumberOf(string name) =>
        Array.Find(NetworkInterface.GetAllNetworkInterfaces(), one => one.Name == name && one.Supports(NetworkInterfaceComponent.IPv6))
            is { } found
            ? (uint)found.GetIPProperties().GetIPv6Properties().Index
            : 0;
}
