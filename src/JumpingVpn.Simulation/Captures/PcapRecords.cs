using System.Buffers.Binary;
using System.Globalization;

namespace JumpingVpn.Simulation.Captures;

/// <summary>The classic format: a header and one record after the other (draft-ietf-opsawg-pcap, sections 4 and 5).</summary>
internal static class PcapRecords
{
    private const uint Microseconds = 0xA1B2_C3D4;
    private const uint Nanoseconds = 0xA1B2_3C4D;
    private const int RestOfHeader = 20;
    private const int RecordHeader = 16;
    private const int LinkTypeMask = 0xFFFF; // the upper half says how long the frame check sequence is

    /// <summary>Whether a file that begins so is of this format.</summary>
    public static bool TryOf(uint magic, out bool isBig, out long unitsPerSecond)
    {
        uint swapped = BinaryPrimitives.ReverseEndianness(magic);
        isBig = swapped is Microseconds or Nanoseconds;
        unitsPerSecond = (isBig ? swapped : magic) == Nanoseconds ? 1_000_000_000 : 1_000_000;
        return isBig || magic is Microseconds or Nanoseconds;
    }

    /// <summary>Reads what stands behind the magic number.</summary>
    /// <returns>What is broken; null if nothing is.</returns>
    public static string? Read(Stream stream, bool isBig, long unitsPerSecond, DatagramCollector collector, CancellationToken stop)
    {
        byte[] header = new byte[RestOfHeader];
        if (stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length)
        {
            return CaptureReader.EndsWithin($"its header", 0);
        }

        var order = new ByteOrder(isBig);
        int linkType = (int)(order.Read32(header.AsSpan(16)) & LinkTypeMask);
        byte[] record = new byte[RecordHeader];
        long begins = sizeof(uint) + RestOfHeader;
        byte[] frame = [];
        for (long number = 1; ; number++)
        {
            stop.ThrowIfCancellationRequested();
            int read = stream.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
            if (read < record.Length)
            {
                return read == 0 ? null : CaptureReader.EndsWithin($"the header of packet {number}", begins);
            }

            uint length = order.Read32(record.AsSpan(8));
            if (length > CaptureReader.LongestBlock)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"packet {number}, which begins at byte {begins}, says that it is {length} bytes long; "
                        + $"at most {CaptureReader.LongestBlock} are allowed."
                );
            }

            if (frame.Length < length)
            {
                frame = new byte[Math.Max(length, 4_096)];
            }

            if (stream.ReadAtLeast(frame.AsSpan(0, (int)length), (int)length, throwOnEndOfStream: false) < length)
            {
                return CaptureReader.EndsWithin($"packet {number}", begins);
            }

            long ticks =
                (order.Read32(record) * TimeSpan.TicksPerSecond)
                + (order.Read32(record.AsSpan(4)) * (long)TimeSpan.TicksPerSecond / unitsPerSecond);
            long uncaptured = Math.Max(0, order.Read32(record.AsSpan(12)) - (long)length);
            var facts = new FrameFacts("", TimeSpan.FromTicks(ticks), null, uncaptured);
            FrameDecoder.Decode(linkType, frame.AsSpan(0, (int)length), facts, collector);
            begins += RecordHeader + length;
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
