using System.Globalization;
using System.Text;

namespace JumpingVpn.Endpoints;

/// <summary>What a guest does that asks for too much, as the rest of a sentence that begins with its name: the same words behind every
/// door.</summary>
internal static class Breaches
{
    // Twenty lines of standard error, each of the longest kind that is kept, and what stands before them.
    private const int LongestAccusation = 12_000;

    /// <summary>What a guest wrote is quoted in sentences: its ends of lines make no second one, its control characters move no cursor of a
    /// terminal, and a guest that gives up with a megabyte of text fills no report.</summary>
    public static string InOneLine(string accusation)
    {
        StringBuilder line = new();
        foreach (char each in accusation.AsSpan(0, Math.Min(accusation.Length, LongestAccusation)))
        {
            _ = char.IsControl(each) ? line.Append(CultureInfo.InvariantCulture, $"\\u{(int)each:x4}") : line.Append(each);
        }

        return accusation.Length > LongestAccusation ? $"{line}…" : line.ToString();
    }

    public static string TooLongDatagram(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"sends {length} bytes; a datagram has at most {EndpointContract.LongestDatagram}");

    public static string TooLongLine(long length) =>
        string.Create(CultureInfo.InvariantCulture, $"says {length} bytes at once; a line has at most {EndpointContract.LongestText}");

    public static string TooManyRandomBytes(long length, EndpointBounds bounds) =>
        string.Create(CultureInfo.InvariantCulture, $"asks for {length} random bytes at once; the most are {bounds.RandomBytesAtOnce}");
}
