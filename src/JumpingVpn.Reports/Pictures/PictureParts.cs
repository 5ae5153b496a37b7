namespace JumpingVpn.Reports.Pictures;

/// <summary>The parts of a picture as files; the long ones are written only where somebody takes them.</summary>
/// <param name="Records">The records in JSON, see <c>docs/reports.md</c>: <c>[[sequence, kind, …], …]</c>.</param>
/// <param name="WriteTrace">Writes the canonical event trace: JSON objects in UTF-8, each ended by a line feed. Null for none.</param>
/// <param name="WriteCapture">Writes the capture, a file in pcapng. Null if the backend writes none.</param>
public sealed record PictureParts(ReadOnlyMemory<byte> Records, Action<Stream>? WriteTrace, Action<Stream>? WriteCapture);
