namespace JumpingVpn.Reports.Pictures;

/// <summary>The parts of a picture as files.</summary>
/// <param name="Records">The records in JSON, see <c>docs/reports.md</c>: <c>[[sequence, kind, …], …]</c>.</param>
/// <param name="Trace">The canonical event trace: JSON objects in UTF-8, each ended by a line feed.</param>
/// <param name="Capture">The capture, a file in pcapng; empty if the backend writes none.</param>
public sealed record PictureParts(ReadOnlyMemory<byte> Records, ReadOnlyMemory<byte> Trace, ReadOnlyMemory<byte> Capture);
