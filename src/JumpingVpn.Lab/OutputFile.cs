namespace JumpingVpn.Lab;

/// <summary>A file to be written of which every failure is an <see cref="IOException"/>: the runtime tells of one that has become as long
/// as a file may be (<c>ulimit -f</c>, or the file system) as of a wrong argument.</summary>
internal sealed class OutputFile : FileStream
{
    private OutputFile(string path)
        : base(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0) { }

    /// <summary>Creates the file, or empties it.</summary>
    /// <param name="path">Where.</param>
    /// <param name="bufferSize">How many bytes are collected before they are written.</param>
    /// <exception cref="IOException">It cannot be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written there.</exception>
    public static Stream Create(string path, int bufferSize) => new BufferedStream(new OutputFile(path), bufferSize);

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            base.Write(buffer, offset, count);
        }
        catch (ArgumentOutOfRangeException exception) when (count <= buffer?.Length - offset)
        {
            throw new IOException("it is as long as a file may become here (ulimit -f shows the limit of this shell)", exception);
        }
    }
}
