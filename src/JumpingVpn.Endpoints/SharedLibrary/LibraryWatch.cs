namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>
/// Ends this process where a library does not return: nothing else ends a loop in our own process, and a run that hangs says less than one
/// that names the call. Where the library ends the process, it knows which call that was.
/// </summary>
/// <remarks>A call costs two increments; a look every quarter of the patience sees whether the same one is still going on. Looks are
/// counted, not time: a debugger that stops all threads stops them, too.</remarks>
internal sealed class LibraryWatch : IDisposable
{
    private const int LooksInPatience = 4;

    // The host of a process that has one guest alone ends that first, and says why; this is for where it is gone itself.
    private const int PatienceAlone = 3;

    private readonly string _name;
    private readonly bool _isAlone;
    private readonly TimeSpan _patience;
    private readonly Action<string> _end;
    private readonly IDisposable _looking;
    private EndpointCall _call;
    private nint _thread;
    private long _now;
    private long _steps; // odd during a call
    private long _seen;
    private int _looks;

    /// <param name="name">Whose library it is.</param>
    /// <param name="patience">How long a call may take.</param>
    /// <param name="isAlone">Whether this process is there for one guest alone, whose host is another.</param>
    /// <param name="end">Takes the sentence that says what did not return; null to write it to standard error and end this process.</param>
    public LibraryWatch(string name, TimeSpan patience, bool isAlone = false, Action<string>? end = null)
        : this(name, patience, isAlone, end, static (period, look) => new Timer(_ => look(), null, period, period)) { }

    private LibraryWatch(string name, TimeSpan patience, bool isAlone, Action<string>? end, Func<TimeSpan, Action, IDisposable> lookEvery)
    {
        _end = end ?? LibraryExit.EndProcess;
        _name = name;
        _isAlone = isAlone;
        _patience = isAlone ? patience * PatienceAlone : patience;
        TimeSpan period = _patience / LooksInPatience;
        if (!isAlone)
        {
            LibraryExit.Watch(this);
        }

        _looking = lookEvery(period, Look);
    }

    /// <summary>Watches the loading of a library, during which nothing else can be loaded and no thread begins.</summary>
    public static LibraryWatch OfLoading(string name, TimeSpan patience, bool isAlone) =>
        new(name, patience, isAlone, LibraryExit.PrepareEndAtOnce(), static (period, look) => new LoadingClock(period, look));

    /// <summary>Begins a call; the result ends it.</summary>
    public Scope Enter(EndpointCall call, long now)
    {
        _call = call;
        _now = now;
        _thread = LibraryExit.Thread;
        Volatile.Write(ref _steps, _steps + 1);
        return new Scope(this);
    }

    /// <summary>When the last call was made.</summary>
    public long Now => _now;

    public void Dispose()
    {
        _looking.Dispose();
        LibraryExit.Forget(this);
    }

    /// <summary>What the library did in the call that runs on a thread, as a whole sentence.</summary>
    /// <param name="thread">The thread, as <see cref="LibraryExit.Thread"/> has it.</param>
    /// <param name="what">What it did, as the rest of a sentence that begins with its name.</param>
    /// <returns>Null where it has none there.</returns>
    public string? Tell(nint thread, string what) => IsInCall && _thread == thread ? Tell(what) : null;

    private bool IsInCall => (Volatile.Read(ref _steps) & 1) == 1;

    private void Look()
    {
        long steps = Volatile.Read(ref _steps);
        _looks = steps == _seen && (steps & 1) == 1 ? _looks + 1 : 0;
        _seen = steps;
        if (_looks == LooksInPatience)
        {
            _end(Tell($"has not returned within {_patience.TotalSeconds:0.###} s of real time"));
        }
    }

    private string Tell(string what)
    {
        string next = _isAlone ? "" : " It runs in this process, which ends now; --isolate runs it in a separate one.";
        return $"The endpoint \"{_name}\" {what} {Breaches.Where(_call, _now)}.{next}";
    }

    /// <summary>One call.</summary>
    internal readonly ref struct Scope(LibraryWatch watch)
    {
        public void Dispose() => Volatile.Write(ref watch._steps, watch._steps + 1);
    }
}
