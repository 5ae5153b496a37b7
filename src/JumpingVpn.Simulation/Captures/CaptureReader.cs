using System.Buffers.Binary;
using System.Globalization;

namespace JumpingVpn.Simulation.Captures;

/// <summary>
/// Reads the UDP datagrams of a capture file: pcapng (draft-ietf-opsawg-pcapng) or classic pcap (draft-ietf-opsawg-pcap), of either byte
/// order, with times in micro- or nanoseconds or as the interface says.
/// </summary>
/// <remarks>
/// <para>No byte of the file is trusted: a length is looked at before anything is allocated for it, and what cannot be read ends the
/// reading with a sentence in <see cref="CaptureContent.Broken"/>; what was read until then is kept.</para>
/// <para>Memory is bounded by <see cref="MostDatagrams"/> and <see cref="MostBytes"/>, whatever the length of the file.</para>
/// <para>Thread rule: any thread; it has no state.</para>
/// </remarks>
public static class CaptureReader
{
    /// <summary>The most datagrams that are kept of one file.</summary>
    public const int MostDatagrams = 20_000;

    /// <summary>The most bytes of payload that are kept of one file.</summary>
    public const int MostBytes = 32 << 20;

    /// <summary>The longest block or record that is read; one that says more is broken. Snapshots are 262,144 bytes at most.</summary>
    internal const int LongestBlock = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="stream">The file; it stays the caller's and need not be seekable.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="CaptureFormatException">It does not begin as a capture file does.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static CaptureContent Read(Stream stream, CancellationToken stop = default) =>
        Read(stream, new DatagramCollector(MostDatagrams, MostBytes), stop);

    /// <summary>Reads a file that the caller has written, and so trusts, whatever it holds.</summary>
    /// <inheritdoc cref="Read(Stream, CancellationToken)"/>
    public static CaptureContent ReadAll(Stream stream, CancellationToken stop = default) =>
        Read(stream, new DatagramCollector(int.MaxValue, long.MaxValue), stop);

    /// <summary>Says that a file ends too early.</summary>
    /// <param name="what">Within what.</param>
    /// <param name="begins">Where that begins in the file.</param>
    internal static string EndsWithin(FormattableString what, long begins) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"the file ends within {what.ToString(CultureInfo.InvariantCulture)}, which begins at byte {begins}: "
                + $"it was cut, or is still being written."
        );

    private static CaptureContent Read(Stream stream, DatagramCollector collector, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        int read = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        if (read < magic.Length)
        {
            throw new CaptureFormatException(
                read == 0 ? "the file is empty." : string.Create(CultureInfo.InvariantCulture, $"a file of {read} bytes is not a capture.")
            );
        }

        uint first = BinaryPrimitives.ReadUInt32LittleEndian(magic);
        string? broken =
            first == PcapngBlocks.SectionHeader ? new PcapngBlocks(stream, collector, stop).Read()
            : PcapRecords.TryOf(first, out bool isBig, out long ticksPerUnit)
                ? PcapRecords.Read(stream, isBig, ticksPerUnit, collector, stop)
            : throw new CaptureFormatException(
                $"it begins with the bytes {Convert.ToHexStringLower(magic)}, and a capture with 0a0d0d0a (pcapng) or a1b2c3d4 (pcap): "
                    + "write one with tcpdump -w or tshark -w, and decompress it if it is compressed."
            );
        return collector.ToContent(broken);
    }
}
