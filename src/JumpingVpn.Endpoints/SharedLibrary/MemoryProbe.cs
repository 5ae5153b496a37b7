using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>Asks the kernel whether memory is there that a guest speaks of: it copies it through a pipe, and refuses where reading it
/// ourselves would end the process. A call to it costs a microsecond or more. On Windows everything counts as there.</summary>
/// <remarks>Thread rule: any thread.</remarks>
internal sealed unsafe class MemoryProbe
{
    // What a pipe takes that is empty, without waiting.
    private const int Portion = 4_096;
    private const int BadAddress = 14;

    private readonly Lock _gate = new();
    private readonly byte[] _scratch = new byte[Portion];
    private readonly int _reader;
    private readonly int _writer;

    public MemoryProbe()
    {
        int* ends = stackalloc int[2];
        IsThere = !OperatingSystem.IsWindows() && Pipe(ends) == 0;
        _reader = ends[0];
        _writer = ends[1];
    }

    private bool IsThere { get; }

    /// <summary>Whether it can be read.</summary>
    public bool CanRead(byte* bytes, uint length) => TryAll(bytes, length, TryRead);

    /// <summary>Whether it can be written to; it is zero afterwards.</summary>
    public bool CanWrite(byte* bytes, uint length) => TryAll(bytes, length, TryWrite);

    private bool TryAll(byte* bytes, uint length, Trial attempt)
    {
        if (!IsThere)
        {
            return true;
        }

        lock (_gate)
        {
            for (uint done = 0; done < length; done += Portion)
            {
                if (!attempt(bytes + done, (nuint)Math.Min(length - done, Portion)))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool TryRead(byte* bytes, nuint count)
    {
        nint written = Write(_writer, bytes, count);
        bool isThere = written == (nint)count || (written < 0 && Marshal.GetLastPInvokeError() != BadAddress);
        fixed (byte* scratch = _scratch)
        {
            if (written > 0)
            {
                Read(_reader, scratch, (nuint)written);
            }
        }

        return isThere;
    }

    private bool TryWrite(byte* bytes, nuint count)
    {
        fixed (byte* scratch = _scratch)
        {
            new Span<byte>(scratch, Portion).Clear();
            if (Write(_writer, scratch, count) != (nint)count)
            {
                return true; // the pipe is gone, and says nothing any more
            }

            nint read = Read(_reader, bytes, count);
            if (read == (nint)count)
            {
                return true;
            }

            // What it did not take is in the pipe still.
            Read(_reader, scratch, count);
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "pipe")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Pipe(int* ends);

    [DllImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, byte* bytes, nuint count);

    [DllImport("libc", EntryPoint = "read")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Read(int descriptor, byte* bytes, nuint count);

    private delegate bool Trial(byte* bytes, nuint count);
}
