using System.Runtime.InteropServices;
using System.Text;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>
/// Notices that a library calls <c>exit</c>, which ends this process, with whatever exit code it likes: a run that is cut short must not
/// look like one that has passed. The C library calls back before anything else is taken down. Not on Windows.
/// </summary>
internal static unsafe class LibraryExit
{
    private const int Failure = 1;
    private const int StandardError = 2;
    private const uint SecondsForDestructors = 10;

    private static readonly Lock Gate = new();
    private static readonly HashSet<LibraryWatch> Watches = [];

    [ThreadStatic]
    private static nint _self;

    private static void* _owner; // what the handler is known by; null until it is there
    private static int _process; // a copy of this process that a library makes may end
    private static bool _isEnding;

    /// <summary>The C library's name of this thread. The runtime's own is gone when a handler of exit is called: that lets go of the
    /// thread first.</summary>
    public static nint Thread =>
        _self != 0 ? _self
        : OperatingSystem.IsWindows() ? 0
        : _self = CurrentThread();

    /// <summary>From now on this one's calls are seen.</summary>
    public static void Watch(LibraryWatch watch)
    {
        lock (Gate)
        {
            Watches.Add(watch);
            if (_owner is null && !OperatingSystem.IsWindows())
            {
                _owner = NativeMemory.Alloc(1);
                _process = ProcessNumber();
                _ = AtExit(&HandleExit, null, _owner);
                AppDomain.CurrentDomain.ProcessExit += static (_, _) => End();
            }
        }
    }

    /// <summary>The opposite.</summary>
    public static void Forget(LibraryWatch watch)
    {
        lock (Gate)
        {
            Watches.Remove(watch);
        }
    }

    /// <summary>Says why, and ends this process.</summary>
    public static void EndProcess(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(Failure);
    }

    /// <summary>As <see cref="EndProcess"/>, for a moment when nothing more can be loaded: what it needs is there when this
    /// returns.</summary>
    public static Action<string> PrepareEndAtOnce()
    {
        if (OperatingSystem.IsWindows())
        {
            return EndProcess;
        }

        Marshal.Prelink(((Action<int>)EndAtOnce).Method);
        Write("");
        return static sentence =>
        {
            Write(sentence + "\n");
            EndAtOnce(Failure);
        };
    }

    private static void Write(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes)
        {
            _ = WriteTo(StandardError, first, (nuint)bytes.Length);
        }
    }

    /// <summary>The runtime ends: the handler goes, which is code that cannot run after it. Destructors of libraries do; one that does not
    /// end is ended by the system (SIGALRM), as nobody here can any more.</summary>
    private static void End()
    {
        EndWhereInCall();
        _isEnding = true;
        RunHandlersOf(_owner);
        _ = EndByAlarm(SecondsForDestructors);
    }

    [UnmanagedCallersOnly]
    private static void HandleExit(void* argument)
    {
        if (!_isEnding && ProcessNumber() == _process)
        {
            EndWhereInCall();
            Write("A thread of a library has ended this process. --isolate runs libraries in separate ones.\n");
            EndAtOnce(Failure);
        }
    }

    /// <summary>Ends this process at once where a library's call runs on this thread: then nobody else has asked for the end.</summary>
    private static void EndWhereInCall()
    {
        if (!Gate.TryEnter())
        {
            return;
        }

        nint thread = Thread;
        const string what = "has ended its process";
        if (Watches.Select(watch => watch.Tell(thread, what)).FirstOrDefault(static it => it is not null) is { } sentence)
        {
            Console.Error.WriteLine(sentence);
            EndAtOnce(Failure);
        }

        Gate.Exit();
    }

    // Both stand in the C++ ABI for Itanium, which all of the POSIX systems have: a handler with an owner, and the end of what has it.
    [DllImport("libc", EntryPoint = "__cxa_atexit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int AtExit(delegate* unmanaged<void*, void> handler, void* argument, void* owner);

    [DllImport("libc", EntryPoint = "__cxa_finalize")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void RunHandlersOf(void* owner);

    [DllImport("libc", EntryPoint = "pthread_self")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint CurrentThread();

    [DllImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void EndAtOnce(int code);

    [DllImport("libc", EntryPoint = "getpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ProcessNumber();

    [DllImport("libc", EntryPoint = "alarm")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EndByAlarm(uint seconds);

    [DllImport("libc", EntryPoint = "write")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint WriteTo(int descriptor, byte* bytes, nuint length);
}
