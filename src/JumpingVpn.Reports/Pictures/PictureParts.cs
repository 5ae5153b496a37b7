namespace JumpingVpn.Reports.Pictures;

/// <summary>The parts of a picture as files; each is made only where somebody takes it, and each time anew.</summary>
/// <param name="WriteRecords">Writes the records in JSON, see <c>docs/reports.md</c>: <c>[[sequence, kind, …], …]</c>.</param>
/// <param name="WriteTrace">Writes the canonical event trace: JSON objects in UTF-8, each ended by a line feed. Null for none.</param>
/// <param name="WriteCapture">Writes the capture, a file in pcapng. Null if the backend writes none.</param>
public sealed record PictureParts(Action<Stream> WriteRecords, Action<Stream>? WriteTrace, Action<Stream>? WriteCapture);
