namespace JumpingVpn.Reports.Pictures;

/// <summary>The parts of a picture as files.</summary>
/// <param name="Records">The records in JSON, see <c>docs/reports.md</c>: <c>[[sequence, kind, …], …]</c>.</param>
/// <param name="Trace">The canonical event trace: JSON objects in UTF-8, each ended by a line feed.</param>
/// <param name="Capture">The capture, a file in pcapng; empty if the backend writes none.</param>
public sealed record PictureParts(ReadOnlyMemory<byte> Records, ReadOnlyMemory<byte> Trace, ReadOnlyMemory<byte> Capture)
{
    /// <summary>Each part that is not empty, with its kind: <c>picture</c>, <c>trace</c> or <c>capture</c>.</summary>
    internal IEnumerable<(string Kind, ReadOnlyMemory<byte> File)> Files =>
        new[] { ("picture", Records), ("trace", Trace), ("capture", Capture) }.Where(static part => part.Item2.Length > 0);
}
