using System.Text;

namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Standard output as UTF-8 lines, each flushed as it ends, and a watch on the reader at its other end.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const int ErrorDescriptor = 2;

    // Each filling of the buffer is a write of its own, and many lines may be one text.
    private const int BufferLength = 32 * 1_024;

    /// <summary>Opens the writer. The runtime silently ignores what is written after the reader has gone: see
    /// <see cref="WatchReader"/>.</summary>
    public static TextWriter Open()
    {
        if (OperatingSystem.IsWindows() && !Console.IsOutputRedirected)
        {
            // Its console would take the bytes for those of an old code page.
            Console.OutputEncoding = Encoding.UTF8;
        }

        return Wrap(new OutputStream(Console.OpenStandardOutput()));
    }

    /// <summary>The columns of the terminal; 80 where it does not tell.</summary>
    public static int Columns => Console.IsOutputRedirected || Console.WindowWidth <= 0 ? 80 : Console.WindowWidth;

    /// <summary>
    /// Opens a writer of the same kind on standard error, for any thread. It does not take the console's lock, which a thread that is
    /// blocked on standard output holds: whoever has to say so, and to end, must not wait for that reader.
    /// </summary>
    public static TextWriter OpenError() =>
        TextWriter.Synchronized(Wrap(OperatingSystem.IsWindows() ? Console.OpenStandardError() : new DescriptorStream(ErrorDescriptor)));

    /// <summary>
    /// Calls <paramref name="gone"/> once when the other end of a pipe is closed (<c>| head -1</c>). The runtime hides the failing
    /// write (EPIPE), and a quiet server would not even write, so a background thread asks the kernel. On Windows nothing is watched:
    /// an anonymous pipe cannot be asked there.
    /// </summary>
    public static void WatchReader(Action gone)
    {
        if (OperatingSystem.IsWindows() || !Console.IsOutputRedirected)
        {
            return;
        }

        var thread = new Thread(() => WaitForHangUp(gone)) { IsBackground = true, Name = "stdout-reader-watch" };
        thread.Start();
    }

    private static void WaitForHangUp(Action gone)
    {
        // No event is asked for: error and hang-up are always reported.
        if ((PosixPoll.Wait(Descriptor, events: 0, milliseconds: -1) & (PosixPoll.Error | PosixPoll.HangUp)) != 0)
        {
            gone();
        }
    }

    private static StreamWriter Wrap(Stream stream) =>
        new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferLength) { AutoFlush = true, NewLine = "\n" };
}
