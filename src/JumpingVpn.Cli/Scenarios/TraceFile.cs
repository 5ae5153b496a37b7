using System.Globalization;
using System.Text;
using System.Text.Json;
using JumpingVpn.Lab;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// The canonical event trace of a run: one JSON object a line, UTF-8, line feeds only. The labs' own lines stand between a line that names
/// the scenario and one that tells its outcome. Nothing in it depends on the clock, the machine, the culture or the order of threads.
/// </summary>
internal sealed class TraceFile : IDisposable
{
    /// <summary>The schema of the lines, which docs/formats.md tells; a change of what is there already raises it.</summary>
    public const int SchemaVersion = 1;

    private readonly Stream _stream;
    private ulong _hash = Fnv1a.Empty;

    private TraceFile(string path, Stream stream)
    {
        Path = path;
        _stream = stream;
    }

    /// <summary>The path as it was given.</summary>
    public string Path { get; }

    /// <summary>Lines written so far.</summary>
    public long Lines { get; private set; }

    /// <summary>64-bit FNV-1a over all bytes so far, as 16 hex digits.</summary>
    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Creates the file, or empties it.</summary>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    public static TraceFile Create(string path) => new(path, OutputFile.Create(path, bufferSize: 1 << 16));

    /// <summary>Writes what a scenario left, between a line that names it and one that tells its outcome.</summary>
    public void Write(RunRecord record)
    {
        WriteLine(
            JsonSerializer.Serialize(
                new
                {
                    what = "scenario",
                    schema = SchemaVersion,
                    at = record.Run.Scenario.Location,
                    feature = record.Run.Scenario.Feature.Name,
                    name = record.Run.Scenario.Name,
                    backend = record.Run.Backend,
                    seed = record.Run.Seed,
                }
            )
        );
        foreach (string line in record.Trace ?? [])
        {
            WriteLine(line);
        }

        WriteLine(JsonSerializer.Serialize(new { what = "outcome", outcome = record.Result.Outcome.ToString().ToLowerInvariant() }));
    }

    /// <summary>Hands everything to the file, so that a full disk shows before the trace is reported.</summary>
    public void Flush() => _stream.Flush();

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void WriteLine(string json)
    {
        byte[] line = Encoding.UTF8.GetBytes(json + "\n");
        _stream.Write(line);
        _hash = Fnv1a.Append(_hash, line);
        Lines++;
    }
}
