using System.Runtime.InteropServices;

namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Writes to a file descriptor of the process by the system's own calls, and waits for a reader no longer than a second a write: what is
/// not taken by then, or fails, is lost, since it is the last place where anything could be said.
/// </summary>
/// <remarks>POSIX only. Thread rule: one thread at a time.</remarks>
internal sealed class DescriptorStream(int descriptor) : Stream
{
    private const int Patience = 1_000;

    // What a pipe takes at once where it takes anything (POSIX PIPE_BUF is 512 at least; Linux and macOS have 4,096 and 512).
    private const int Portion = 512;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            if ((PosixPoll.Wait(descriptor, PosixPoll.Writable, Patience) & PosixPoll.Writable) == 0)
            {
                return;
            }

            ReadOnlySpan<byte> portion = buffer[..Math.Min(buffer.Length, Portion)];
            nint written = WriteBytes(descriptor, ref MemoryMarshal.GetReference(portion), (nuint)portion.Length);
            if (written <= 0)
            {
                return;
            }

            buffer = buffer[(int)written..];
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint WriteBytes(int fileDescriptor, ref readonly byte buffer, nuint count);
}
