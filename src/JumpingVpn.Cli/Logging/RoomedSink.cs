using JumpingVpn.Cli.Terminal;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.File;

namespace JumpingVpn.Cli.Logging;

/// <summary>
/// Puts a <see cref="RecordQueue"/> and a thread in front of a sink: emitting never waits, a blocked or failing sink costs events and
/// nothing else, and every gap is its own event in the record.
/// </summary>
/// <remarks>Thread rule: any thread may add.</remarks>
internal sealed class RoomedSink : ILoggingFailureListener, IDisposable
{
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Where many wait, more come: writing them together costs a fraction, and nobody misses them for so long.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(2);
    private const int Together = 512;

    private readonly RecordQueue _queue = new();
    private readonly ManualResetEventSlim _closing = new();
    private readonly ILogEventSink _inner;
    private readonly TimeProvider _clock;
    private readonly Action<string> _warn;
    private readonly Thread _thread;
    private readonly List<WaitingEvent> _taken = [];
    private readonly bool _togetherWhereMany;
    private Gap? _unwritten;
    private bool _isBuffered;
    private long _refused;
    private string? _complaint;
    private string? _failure;
    private bool _isFailing;
    private int _underWay;
    private int _givenUp;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">What is written to, for messages: <c>standard output</c>.</param>
    /// <param name="inner">Called by one thread; disposed with this object where it is not stuck in a write.</param>
    /// <param name="clock">The time of the events that represent gaps.</param>
    /// <param name="warn">Takes a sentence when the output begins to fail.</param>
    /// <param name="togetherWhereMany">Whether several lines are one write where many wait.</param>
    public RoomedSink(string name, ILogEventSink inner, TimeProvider clock, Action<string> warn, bool togetherWhereMany = true)
    {
        _togetherWhereMany = togetherWhereMany;
        Name = name;
        _inner = inner;
        _clock = clock;
        _warn = warn;
        (inner as ISetLoggingFailureListener)?.SetFailureListener(this);
        _thread = new Thread(WriteAll) { IsBackground = true, Name = $"record to {name}" };
        _thread.Start();
    }

    /// <summary>What is written to.</summary>
    public string Name { get; }

    /// <summary>Why a write failed; null if none did.</summary>
    public string? Failure => Volatile.Read(ref _failure);

    /// <summary>How many events are not in the record; after disposal those count too that were given up.</summary>
    public long Lost => _queue.Lost + Interlocked.Read(ref _refused) + _givenUp;

    /// <summary>Takes an event of that room in.</summary>
    public void Add(Room room, RecordLine line) => _queue.Add(room, line);

    /// <inheritdoc/>
    public void OnLoggingFailed(
        object sender,
        LoggingFailureKind kind,
        string message,
        IReadOnlyCollection<LogEvent>? events,
        Exception? exception
    ) => _complaint = exception?.Message ?? message;

    /// <summary>Ends the wait for events and for an output that fails; what waits is still written.</summary>
    public void Close()
    {
        _queue.Close();
        _closing.Set();
    }

    /// <summary>Writes what waits; gives up after 2 s where nobody reads.</summary>
    public void Dispose()
    {
        Close();
        if (!_thread.Join(FarewellPatience))
        {
            _givenUp = _queue.Count + Volatile.Read(ref _underWay); // and what is stuck
            return;
        }

        _givenUp = _queue.Count;
        try
        {
            (_inner as IDisposable)?.Dispose();
        }
        catch (Exception exception) // a file that is as long as it may be is no IOException
        {
            _complaint ??= ReasonOf(exception); // what a full disk did not take is lost, and a session's end is not
        }

        _closing.Dispose();
    }

    private void WriteAll()
    {
        while (true)
        {
            bool isLastAttempt = _closing.IsSet;
            if (!TryCatchUp())
            {
                if (isLastAttempt)
                {
                    _refused += _isBuffered ? _underWay : 0;
                    return;
                }

                _closing.Wait(RetryAfter);
                continue;
            }

            if (!_queue.TryTake(_taken, _togetherWhereMany ? Together : 1))
            {
                return;
            }

            Volatile.Write(ref _underWay, _taken.Count);
            Write();
            if (_taken.Count >= RecordQueue.ManyCount)
            {
                _closing.Wait(Gathering);
            }
        }
    }

    private void Write()
    {
        LogEvent line = _taken switch
        {
            [{ Event: null, Gap: { } gap }] => LineEvent.OfGap(gap, _clock.GetUtcNow(), onItsOwnLine: false),
            [{ Event: { } one }] => LineEvent.Of(one),
            _ => LineEvent.OfMany(_taken),
        };
        if (TryWrite(line))
        {
            return;
        }

        // A file keeps what it could not write, and writes it where it belongs as soon as it can: writing it again would write it twice.
        _isBuffered = _inner is IFlushableFileSink;
        if (!_isBuffered)
        {
            _unwritten = new Gap(room: null);
            _taken.ForEach(next => _unwritten.Add(next.Event?.At ?? line.Timestamp));
            Interlocked.Add(ref _refused, _taken.Count);
        }
    }

    /// <summary>Writes what the latest failure left behind; true if nothing is left.</summary>
    private bool TryCatchUp()
    {
        if (_isBuffered)
        {
            _isBuffered = !Try(() => ((IFlushableFileSink)_inner).FlushToDisk());
        }
        else if (_unwritten is { } gap && TryWrite(LineEvent.OfGap(gap, _clock.GetUtcNow(), onItsOwnLine: true)))
        {
            _unwritten = null;
        }

        return !_isBuffered && _unwritten is null;
    }

    private bool TryWrite(LogEvent line) => Try(() => _inner.Emit(line));

    private bool Try(Action write)
    {
        _complaint = null;
        try
        {
            write();
        }
        catch (Exception exception) // whatever a sink throws, sessions go on without it
        {
            _complaint = ReasonOf(exception);
        }

        if (_complaint is not { } complaint)
        {
            _isFailing = false;
            return true;
        }

        Volatile.Write(ref _failure, complaint);
        if (!_isFailing)
        {
            _isFailing = true;
            string fate = _inner is IFlushableFileSink ? "wait until it can, while there is room" : "are lost until it can";
            _warn($"{Name} cannot be written: {complaint.TrimEnd('.')}. Sessions continue; their events {fate}.");
        }

        return false;
    }

    // The sink says itself which output it is.
    private static string ReasonOf(Exception exception) =>
        (exception is StandardOutputException { InnerException: { } cause } ? cause : exception).Message;
}
