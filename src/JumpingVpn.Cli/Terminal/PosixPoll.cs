using System.Runtime.InteropServices;

namespace JumpingVpn.Cli.Terminal;

/// <summary>The system call <c>poll</c> for one file descriptor. POSIX only.</summary>
internal static class PosixPoll
{
    /// <summary>It can be written without waiting.</summary>
    public const short Writable = 0x4;

    /// <summary>An error; reported whether or not it is asked for.</summary>
    public const short Error = 0x8;

    /// <summary>The other end is gone; reported whether or not it is asked for.</summary>
    public const short HangUp = 0x10;

    private const int InterruptedCall = 4;

    /// <summary>Waits until something of what is asked for is true. A signal merely starts the wait again.</summary>
    /// <param name="descriptor">The file descriptor.</param>
    /// <param name="events">What is asked for, besides errors and hang-up.</param>
    /// <param name="milliseconds">The longest wait; -1 for none.</param>
    /// <returns>What is true; 0 if nothing became so in time, or where the descriptor cannot be asked.</returns>
    public static short Wait(int descriptor, short events, int milliseconds)
    {
        var request = new Request { FileDescriptor = descriptor, Events = events };
        int answer;
        do
        {
            answer = Poll(ref request, 1, milliseconds);
        } while (answer < 0 && Marshal.GetLastPInvokeError() == InterruptedCall);

        return answer > 0 ? request.Returned : (short)0;
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref Request request, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Request
    {
        public int FileDescriptor;
        public short Events;
        public short Returned;
    }
}
