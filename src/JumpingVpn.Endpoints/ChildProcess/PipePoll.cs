using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>The system call <c>poll</c> for the two pipes of a child process. POSIX only.</summary>
internal static unsafe class PipePoll
{
    private const short Readable = 0x1;
    private const short Writable = 0x4;
    private const short HangUp = 0x10;

    /// <summary>Waits until a pipe can be written to without waiting, or its reader is gone, or something comes from the other
    /// one.</summary>
    /// <param name="input">The pipe to write to.</param>
    /// <param name="output">The other one, whose end counts as nothing; −1 for none.</param>
    /// <param name="milliseconds">The longest wait.</param>
    public static (bool IsWritable, bool HasOutput) AwaitWritable(int input, int output, int milliseconds)
    {
        Request* both = stackalloc Request[]
        {
            new Request { FileDescriptor = input, Events = Writable },
            new Request { FileDescriptor = output, Events = Readable },
        };
        return Poll(both, 2, milliseconds) > 0
            ? (both[0].Returned != 0, (both[1].Returned & (Readable | HangUp)) == Readable)
            : (false, false);
    }

    /// <summary>Waits until there is something to read, or the writer is gone.</summary>
    /// <returns>False where neither came within the time.</returns>
    public static bool AwaitReadable(int output, int milliseconds)
    {
        var one = new Request { FileDescriptor = output, Events = Readable };
        return Poll(&one, 1, milliseconds) > 0;
    }

    // A signal ends the wait early, as if nothing had come in time: whoever waits asks again.
    [DllImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(Request* requests, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public int FileDescriptor;
        public short Events;
        public short Returned;
    }
}
