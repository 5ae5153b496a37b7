using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>What a guest does that asks for too much, as the rest of a sentence that begins with its name: the same words behind every
/// door.</summary>
internal static class Breaches
{
    private static readonly UInt128 UnspecifiedIPv4 = (UInt128)0xFFFF << 32;

    public static string TooLongDatagram(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"sends {length} bytes; a datagram has at most {EndpointContract.LongestDatagram}");

    public static string TooLongLine(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"says {length} bytes at once; a line has at most {EndpointContract.LongestText}");

    public static string TooManyRandomBytes(long length, EndpointBounds bounds) =>
        string.Create(CultureInfo.InvariantCulture, $"asks for {length} random bytes at once; the most are {bounds.RandomBytesAtOnce}");

    /// <summary>What is wrong with a datagram, however many there are; null if nothing is.</summary>
    public static string? OfSend(in TransportAddress to, int from, int addresses, int length) =>
        (uint)from >= (uint)addresses ? $"sends from its address {from}, but it has {addresses}: 0 to {addresses - 1}"
        : length > EndpointContract.LongestDatagram ? TooLongDatagram(length)
        : to.Port == 0 || to.Address == 0 || to.Address == UnspecifiedIPv4 ? $"sends to {to}, which is not an address"
        : null;

    /// <summary>In which call it happened, and when, in parentheses.</summary>
    public static string Where(EndpointCall call, long now)
    {
        decimal seconds = now / (decimal)TimeSpan.NanosecondsPerTick / TimeSpan.TicksPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"(in the call {call.ToString().ToLowerInvariant()}, at {seconds:0.0000000} s)");
    }
}
