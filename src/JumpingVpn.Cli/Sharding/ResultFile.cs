using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Wording;
using JumpingVpn.Lab;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Sharding;

/// <summary>The results of a run, or of a part of one, as NDJSON: a header, rows, and a line that says that it is whole.</summary>
/// <param name="Path">Where it was read.</param>
/// <param name="Header">What it is of.</param>
/// <param name="Rows">The lines between the first and the last.</param>
internal sealed record ResultFile(string Path, ResultHeader Header, IReadOnlyList<string> Rows)
{
    /// <summary>Writes a file. It is there whole or not at all: a run that is killed leaves none.</summary>
    /// <exception cref="ResultFileException">It cannot be written there.</exception>
    public static void Write(string path, ResultHeader header, IEnumerable<string> rows)
    {
        try
        {
            WriteWhole(path, header, rows);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ResultFileException($"--results '{path}': the file cannot be written: {FileTrouble.Explain(path, exception)}.");
        }
    }

    private static void WriteWhole(string path, ResultHeader header, IEnumerable<string> rows)
    {
        if (System.IO.Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        WholeFile.Write(
            path,
            static name => OutputFile.Create(name, bufferSize: 1 << 16),
            stream =>
            {
                ulong hash = Fnv1a.Empty;
                int lines = 0;
                foreach (string row in rows.Prepend(ResultLine.Write(header)))
                {
                    byte[] line = Encoding.UTF8.GetBytes(row + "\n");
                    stream.Write(line);
                    hash = Fnv1a.Append(hash, line);
                    lines++;
                }

                stream.Write(Encoding.UTF8.GetBytes(ResultLine.Write(new ResultEnd(lines, HexOf(hash))) + "\n"));
            }
        );
    }

    /// <summary>Reads a file, and checks that it is whole.</summary>
    /// <exception cref="ResultFileException">It cannot be read, or is not whole.</exception>
    public static ResultFile Read(string path)
    {
        string[] lines;
        try
        {
            lines = BoundedFile.ReadText(path, longest: 256).Split('\n');
            lines = lines[^1].Length == 0 ? lines[..^1] : lines;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ResultFileException($"'{path}' cannot be read: {FileTrouble.Explain(path, exception)}.");
        }

        if (lines.Length == 0)
        {
            throw new ResultFileException($"{path}: the file is empty; run that part again.");
        }

        ResultHeader header = ReadHeader(lines[0], path);
        if (lines.Length == 1 || !lines[^1].StartsWith("{\"end\":", StringComparison.Ordinal))
        {
            throw new ResultFileException(
                At(path, lines.Length, "the file ends here without the line that says that it is whole; run that part again.")
            );
        }

        ResultEnd end = ResultLine.Read<ResultEnd>(lines[^1], At(path, lines.Length));
        ulong hash = lines[..^1].Aggregate(Fnv1a.Empty, static (hash, line) => Fnv1a.Append(hash, Encoding.UTF8.GetBytes(line + "\n")));
        return end.End == lines.Length - 1 && end.Hash == HexOf(hash)
            ? new ResultFile(path, header, lines[1..^1])
            : throw new ResultFileException(
                At(path, lines.Length, "the lines before are not those that were written here; run that part again.")
            );
    }

    /// <summary>Where a row stands, <c>file:line</c>.</summary>
    /// <param name="row">The first is 0.</param>
    public string PlaceOf(int row) => At(Path, row + 2);

    private static ResultHeader ReadHeader(string line, string path)
    {
        ResultHeader header = ResultLine.Read<ResultHeader>(line, At(path, 1));
        return header.Format != ResultHeader.CurrentFormat
                ? throw new ResultFileException(
                    At(path, 1, string.Create(CultureInfo.InvariantCulture, $"the format is {header.Format}, but this program reads 1."))
                )
            : header.Part < 1 || header.Part > header.Parts || header.Parts > Shard.Most || header.Seeds < 0 || header.Scenarios < 0
                ? throw new ResultFileException(At(path, 1, $"there is no part {header.Shard} of {header.Seeds} seeds."))
            : header;
    }

    private static string At(string path, int line) => string.Create(CultureInfo.InvariantCulture, $"{path}:{line}");

    private static string At(string path, int line, string what) => $"{At(path, line)}: {what}";

    private static string HexOf(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);
}
