using System.Text;

namespace JumpingVpn.Cli.Tests.Metrics;

/// <summary>Reads one message of Protocol Buffers as a list of numbered fields: enough to look into what a collector is sent.</summary>
internal static class ProtobufReader
{
    /// <summary>The fields of a message: varints and fixed numbers as their bits, everything else as bytes.</summary>
    public static IEnumerable<(int Field, ulong Number, byte[] Bytes)> Read(byte[] message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint(message, ref at);
            int field = (int)(key >> 3);
            switch (key & 7)
            {
                case 0:
                    yield return (field, Varint(message, ref at), []);
                    break;
                case 1:
                    yield return (field, BitConverter.ToUInt64(message, at), []);
                    at += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref at);
                    yield return (field, 0, message[at..(at + length)]);
                    at += length;
                    break;
                case 5:
                    yield return (field, BitConverter.ToUInt32(message, at), []);
                    at += 4;
                    break;
                default:
                    throw new FormatException($"Field {field} has no known wire type.");
            }
        }
    }

    /// <summary>The messages in a field.</summary>
    public static IEnumerable<byte[]> Of(byte[] message, int field) =>
        Read(message).Where(one => one.Field == field).Select(one => one.Bytes);

    /// <summary>The first text in a field.</summary>
    public static string Text(byte[] message, int field) => Encoding.UTF8.GetString(Of(message, field).First());

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = message[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if ((next & 0x80) == 0)
            {
                return value;
            }
        }
    }
}
