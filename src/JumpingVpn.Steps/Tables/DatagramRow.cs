using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of datagrams.</summary>
/// <param name="Datagram">What is sent.</param>
public sealed record DatagramRow(PeerDatagram Datagram)
{
    private static readonly string[] Columns = ["at", "from", "to", "bytes", "seen in"];
    private static readonly string[] Needed = ["at", "from", "to", "bytes"];

    internal static IReadOnlyList<DatagramRow> Read(DataTable table)
    {
        int number = 0;
        TimeSpan before = TimeSpan.Zero;
        return TypedTable.Read(
            table,
            "datagrams",
            Columns,
            Needed,
            row =>
            {
                DatagramRow read = Read(row, ++number);
                if (read.Datagram.At < before)
                {
                    row.Refuse("the rows must be in the order of their times, and this one is earlier than the one before", "at");
                }

                before = read.Datagram.At;
                return read;
            }
        );
    }

    private static DatagramRow Read(TypedRow row, int number)
    {
        foreach (string end in (string[])["at", "bytes"])
        {
            row.Need(end, end == "at" ? "a time" : "a length");
        }

        TimeSpan at = row.Value("at", new Quantities().ReadDuration, TimeSpan.Zero);
        ReadOnlyMemory<byte> payload = row.Value("bytes", text => Bytes(text, number), default);
        int? seenIn = row.Value<int?>("seen in", text => Earlier(text, number), null);
        return new DatagramRow(new PeerDatagram(at, Socket(row, "from"), Socket(row, "to"), payload) { SeenIn = seenIn });
    }

    private static string Socket(TypedRow row, string column)
    {
        string text = row.Need(column, "a peer or one of its sockets");
        if (!SocketAttribute.IsSocket(text))
        {
            row.Refuse($"`{text}` is not a socket of a peer: further ones are phone:2 to phone:{PeerGroup.MaxSockets}", column);
        }

        return text;
    }

    private static ReadOnlyMemory<byte> Bytes(string text, int number)
    {
        if (text.StartsWith("0x", StringComparison.Ordinal))
        {
            byte[] bytes = Convert.FromHexString(text.AsSpan(2));
            return bytes.Length <= UdpLimits.LongestPayload
                ? bytes
                : throw new FormatException($"UDP carries at most {UdpLimits.LongestPayload} bytes, and these are {bytes.Length}");
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= UdpLimits.LongestPayload
            ? PeerDatagram.Filled(number, length)
            : throw new FormatException(
                $"`{text}` is not a datagram: write its length in bytes, 0 to {UdpLimits.LongestPayload}, or 0x and its bytes"
            );
    }

    private static int? Earlier(string text, int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int earlier) && earlier >= 1 && earlier < number
            ? earlier
            : throw new FormatException($"`{text}` is not the number of an earlier row: this is row {number}");
}
