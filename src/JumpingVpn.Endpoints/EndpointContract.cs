using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>The numbers of the contract between an endpoint and its host, the same behind every door.</summary>
public static class EndpointContract
{
    /// <summary>The version that this host speaks. A guest of another version is refused.</summary>
    public const int Version = 1;

    /// <summary>The wake time that means "never": the greatest 64-bit number.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Nanoseconds in a tick, the unit in which time passes here. A wake time between two ticks counts as the later one.</summary>
    public const long NanosecondsPerTick = 100;

    /// <summary>The longest datagram that a guest sends or is given, in bytes.</summary>
    public const int LongestDatagram = UdpLimits.LongestPayload;

    /// <summary>The longest configuration, command or said line, in bytes of UTF-8.</summary>
    public const int LongestText = 65_536;

    /// <summary>The longest answer of a child process to one call, in bytes of JSON. A datagram of the longest kind in base64 is an eight
    /// hundredth part of it.</summary>
    public const int LongestAnswer = 64 << 20;

    /// <summary>The most addresses that an endpoint has.</summary>
    public const int MostAddresses = 16;
}
