using System.Globalization;

namespace JumpingVpn.Reports;

/// <summary>
/// A file of results that is there whole or not at all: it is written under a name of its own beside, and has its name only once it is
/// whole. A disk that is full, or an end in between, leaves what was there before.
/// </summary>
/// <remarks>What is there and holds nothing is written in place: a pipe or a device stays what it is. Thread rule: one thread at a
/// time.</remarks>
public sealed class WholeFile : IDisposable
{
    private readonly string _path;
    private readonly string? _draft;
    private bool _isClosed;

    /// <summary>Begins a file.</summary>
    /// <param name="path">Where it will be; the file that a symbolic link leads to, not the link.</param>
    /// <param name="open">Creates a file of a name, or empties it, and opens it for writing.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    public WholeFile(string path, Func<string, Stream> open)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(open);
        bool isLink = new FileInfo(path).LinkTarget is not null;
        _path = isLink ? File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName : path;
        if (Directory.Exists(_path))
        {
            throw new IOException("it is a folder");
        }

        bool isInPlace = File.Exists(_path) && new FileInfo(_path).Length == 0;
        _draft = isInPlace ? null : string.Create(CultureInfo.InvariantCulture, $"{_path}.{Environment.ProcessId}.part");
        Stream = open(_draft ?? _path);
    }

    /// <summary>What is written to.</summary>
    public Stream Stream { get; }

    /// <summary>Writes a file at once.</summary>
    /// <param name="path">Where.</param>
    /// <param name="open">As of the constructor.</param>
    /// <param name="write">Writes it.</param>
    /// <inheritdoc cref="WholeFile(string, Func{string, Stream})" path="/exception"/>
    public static void Write(string path, Func<string, Stream> open, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        using var file = new WholeFile(path, open);
        write(file.Stream);
        file.Keep();
    }

    /// <summary>Closes the stream: the file is whole, and has its name from now on.</summary>
    /// <exception cref="IOException">What waited cannot be written.</exception>
    public void Keep()
    {
        if (!_isClosed)
        {
            Stream.Dispose();
            _isClosed = true;
            if (_draft is not null)
            {
                File.Move(_draft, _path, overwrite: true);
            }
        }
    }

    /// <summary>Without <see cref="Keep"/> before, drops what was written.</summary>
    public void Dispose()
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        try
        {
            Stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // What waited does not fit, and is dropped.
        }

        if (_draft is not null)
        {
            File.Delete(_draft);
        }
    }
}
