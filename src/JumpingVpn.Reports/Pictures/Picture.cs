using System.Buffers;
using System.Text;

namespace JumpingVpn.Reports.Pictures;

/// <summary>What happened on the network of one scenario, ready to be put into a report.</summary>
public sealed record Picture
{
    /// <summary>The records in JSON, see <c>docs/reports.md</c>: <c>[[sequence, kind, …], …]</c>.</summary>
    public required ReadOnlyMemory<byte> Records { get; init; }

    /// <summary>The virtual time at its end.</summary>
    public required TimeSpan VirtualTime { get; init; }

    /// <summary>What became of all datagrams: a word and a count, sums before reasons.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Ledger { get; init; } = [];

    /// <summary>What was watched all the time, in words.</summary>
    public IReadOnlyList<string> Invariants { get; init; } = [];

    /// <summary>The lines of the canonical event trace.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];

    /// <summary>The capture, a file in pcapng; empty where the backend writes none.</summary>
    public ReadOnlyMemory<byte> Capture { get; init; }

    /// <summary>The trace as a file: the lines, each ended by a line feed.</summary>
    /// <returns>UTF-8.</returns>
    public ReadOnlyMemory<byte> TraceFile()
    {
        var file = new ArrayBufferWriter<byte>(1 + Trace.Sum(static line => line.Length + 8));
        foreach (string line in Trace)
        {
            Encoding.UTF8.GetBytes(line, file);
            file.Write("\n"u8);
        }

        return file.WrittenMemory;
    }
}
