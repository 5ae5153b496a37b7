using System.Globalization;
using System.Text;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Lab;

/// <summary>
/// Where the captures of a run go: into one file, in which each scenario has interfaces of its own, or into a folder, where each has a file
/// of its own.
/// </summary>
/// <remarks>Ownership: the streams are this object's; disposal writes and closes them. Thread rule: one thread at a time.</remarks>
public sealed class CaptureFiles : IDisposable
{
    private const int LongestName = 100;
    private const int BufferSize = 1 << 16;

    private readonly string? _folder;
    private Stream? _stream;
    private PcapngFile? _file;
    private int _count;

    private CaptureFiles(string? folder) => _folder = folder;

    /// <summary>Opens the file, or makes the folder.</summary>
    /// <param name="path">A file, which is overwritten; a folder where it ends with a separator, or there is a folder of that name.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public static CaptureFiles Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        bool isFolder = Path.EndsInDirectorySeparator(path) || Directory.Exists(path);
        var files = new CaptureFiles(isFolder ? Directory.CreateDirectory(path).FullName : null);
        if (isFolder)
        {
            Probe(Path.Combine(path, ".jumpingvpn-probe"));
        }
        else
        {
            files.Open(path);
        }

        return files;
    }

    /// <summary>Where the capture of the next scenario goes. In a folder, the file is numbered in the order of the calls and named after
    /// the scenario: <c>002-a-session-outlives-its-transport.pcapng</c>.</summary>
    /// <param name="scenario">Its name, in any characters.</param>
    /// <returns>What takes it, valid until the next call or disposal.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public PcapngFile Begin(string scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        _count++;
        if (_folder is not null)
        {
            _stream?.Dispose();
            Open(Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{_count:000}-{Slug(scenario)}.pcapng")));
        }

        return _file!;
    }

    /// <inheritdoc/>
    public void Dispose() => _stream?.Dispose();

    /// <summary>Whether a folder takes files shows only by one.</summary>
    private static void Probe(string path) =>
        new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();

    private void Open(string path)
    {
        _stream = OutputFile.Create(path, BufferSize);
        _file = new PcapngFile(_stream);
    }

    /// <summary>What every file system takes: small letters, digits and single hyphens.</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (char letter in name)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        string cut = slug.ToString(0, Math.Min(slug.Length, LongestName)).TrimEnd('-');
        return cut.Length == 0 ? "scenario" : cut;
    }
}
