using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// One forwarded datagram as the payload of a message, which is text: <c>FLOW:DATA</c>, the number of its flow in decimal, a colon, and the
/// bytes in base64url without padding (RFC 4648 section 5), of which no character is escaped in JSON. docs/wire-format.md has the form.
/// </summary>
internal static class ForwardFrame
{
    // All members of DATA with the longest numbers, a MAC, and the flow's number with its colon, make 165 bytes.
    private const int Overhead = 176;
    private const int LongestNumber = 10;

    /// <summary>How long a payload may be to be read at all: that of the longest datagram that UDP has.</summary>
    private const int LongestText = 88_000;

    /// <summary>The longest datagram, in bytes, that a session carries whose own datagrams have at most so many: 2,940 where that are
    /// 4,096.</summary>
    public static int LongestDatagram(int maximumDatagramSize) => (maximumDatagramSize - Overhead) / 4 * 3;

    /// <summary>Writes a frame.</summary>
    /// <param name="flow">Not 0.</param>
    /// <param name="datagram">Its bytes, which may be none.</param>
    public static byte[] Write(uint flow, ReadOnlySpan<byte> datagram)
    {
        byte[] text = new byte[LongestNumber + 1 + Base64Url.GetEncodedLength(datagram.Length)];
        flow.TryFormat(text, out int at, default, CultureInfo.InvariantCulture);
        text[at++] = (byte)':';
        at += Base64Url.EncodeToUtf8(datagram, text.AsSpan(at));
        return text[..at];
    }

    /// <summary>Reads a frame; whatever the other side wrote, nothing throws.</summary>
    /// <param name="payload">The message.</param>
    /// <param name="flow">A number from 1 to 2³² − 1, written in one way only.</param>
    /// <param name="datagram">The bytes.</param>
    /// <returns>False for anything that is not exactly a frame.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, out uint flow, out byte[] datagram)
    {
        flow = 0;
        datagram = [];
        int colon = payload[..Math.Min(payload.Length, LongestNumber + 1)].IndexOf((byte)':');
        if (
            colon < 1
            || payload.Length > LongestText
            || payload[0] is < (byte)'1' or > (byte)'9'
            || !uint.TryParse(payload[..colon], NumberStyles.None, CultureInfo.InvariantCulture, out flow)
        )
        {
            return false;
        }

        ReadOnlySpan<byte> text = payload[(colon + 1)..];
        if (text.IndexOfAnyExcept(Alphabet) >= 0)
        {
            return false; // the decoder would take white space and padding, too
        }

        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromUtf8(text, bytes, out _, out int written) != OperationStatus.Done)
        {
            return false;
        }

        datagram = bytes[..written];
        return true;
    }

    private static readonly SearchValues<byte> Alphabet = SearchValues.Create(
        Encoding.ASCII.GetBytes("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    );
}
