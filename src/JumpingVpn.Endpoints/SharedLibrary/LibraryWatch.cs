using System.Globalization;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>
/// Ends this process where a library does not return: nothing else ends a loop in our own process, and a run that hangs says less than one
/// that names the call.
/// </summary>
/// <remarks>A call costs two increments; a look every quarter of the patience sees whether the same one is still going on. Looks are
/// counted, not time: a debugger that stops all threads stops them, too.</remarks>
internal sealed class LibraryWatch : IDisposable
{
    private const int LooksInPatience = 4;

    private readonly string _name;
    private readonly TimeSpan _patience;
    private readonly Action<string> _end;
    private readonly Timer _timer;
    private EndpointCall _call;
    private long _now;
    private long _steps; // odd during a call
    private long _seen;
    private int _looks;

    /// <param name="name">Whose library it is.</param>
    /// <param name="patience">How long a call may take.</param>
    /// <param name="end">Takes the sentence that says what did not return; null to write it to standard error and end this process.</param>
    public LibraryWatch(string name, TimeSpan patience, Action<string>? end = null)
    {
        _end = end ?? EndProcess;
        _name = name;
        _patience = patience;
        TimeSpan period = patience / LooksInPatience;
        _timer = new Timer(static watch => ((LibraryWatch)watch!).Look(), this, period, period);
    }

    /// <summary>Begins a call; the result ends it.</summary>
    public Scope Enter(EndpointCall call, long now)
    {
        _call = call;
        _now = now;
        Volatile.Write(ref _steps, _steps + 1);
        return new Scope(this);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        long steps = Volatile.Read(ref _steps);
        _looks = steps == _seen && (steps & 1) == 1 ? _looks + 1 : 0;
        _seen = steps;
        if (_looks == LooksInPatience)
        {
            string when = (_now / (decimal)TimeSpan.NanosecondsPerTick / TimeSpan.TicksPerSecond).ToString(
                "0.0000000",
                CultureInfo.InvariantCulture
            );
            _end(
                $"The endpoint \"{_name}\" has not returned within {_patience.TotalSeconds:0.###} s of real time (in the call "
                    + $"{_call.ToString().ToLowerInvariant()}, at {when} s). "
                    + "It runs in this process, which ends now; --isolate runs it in a separate one."
            );
        }
    }

    private static void EndProcess(string sentence)
    {
        Console.Error.WriteLine(sentence);
        Environment.Exit(1);
    }

    /// <summary>One call.</summary>
    internal readonly ref struct Scope(LibraryWatch watch)
    {
        public void Dispose() => Volatile.Write(ref watch._steps, watch._steps + 1);
    }
}
