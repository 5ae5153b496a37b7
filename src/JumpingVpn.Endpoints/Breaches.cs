using System.Globalization;

namespace JumpingVpn.Endpoints;

/// <summary>What a guest does that asks for too much, as the rest of a sentence that begins with its name: the same words behind every
/// door.</summary>
internal static class Breaches
{
    public static string TooLongDatagram(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"sends {length} bytes; a datagram has at most {EndpointContract.LongestDatagram}");

    public static string TooLongLine(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"says {length} bytes at once; a line has at most {EndpointContract.LongestText}");

    public static string TooManyRandomBytes(long length, EndpointBounds bounds) =>
        string.Create(CultureInfo.InvariantCulture, $"asks for {length} random bytes at once; the most are {bounds.RandomBytesAtOnce}");
}
