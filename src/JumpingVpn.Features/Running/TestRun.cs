using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.Running;

/// <summary>
/// One test run on Reqnroll: its hooks are called around everything that the workers run. One for each vocabulary. Workers may be opened
/// and used on several threads, each worker on one thread at a time.
/// </summary>
public sealed class TestRun : IDisposable
{
    private readonly StepVocabulary _vocabulary;
    private readonly Lock _gate = new();
    private readonly List<string> _errors = [];
    private bool _disposed;

    private TestRun(StepVocabulary vocabulary, TimeProvider? clock)
    {
        _vocabulary = vocabulary;
        Clock = clock;
        BrokenBy = Try("BeforeTestRun", vocabulary.StartRun);
    }

    /// <summary>What hooks after features and after the run threw: there is no scenario left that could fail with it.</summary>
    public IReadOnlyList<string> Errors
    {
        get
        {
            lock (_gate)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>What steps are timed with; null if they are not.</summary>
    internal TimeProvider? Clock { get; }

    /// <summary>Why no scenario can be run: the hook before the run failed; null if it did not.</summary>
    internal string? BrokenBy { get; }

    /// <summary>Begins a run: calls the hooks before it. If one throws, every scenario of the run fails with that.</summary>
    /// <param name="vocabulary">The steps and hooks; they stay the caller's.</param>
    /// <param name="clock">What steps are timed with; null for no times.</param>
    /// <returns>The run; dispose of it to end it.</returns>
    public static TestRun Start(StepVocabulary vocabulary, TimeProvider? clock = null)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return new TestRun(vocabulary, clock);
    }

    /// <summary>Hands over what hooks around the run wrote by Reqnroll's <c>ITraceListener</c> since the last call.</summary>
    /// <returns>The lines.</returns>
    public IReadOnlyList<string> TakeOutput() => _vocabulary.RunOutput.Take().Lines;

    /// <summary>Opens a worker, which runs scenarios one after the other.</summary>
    /// <returns>The worker; dispose of it to end its last feature.</returns>
    public ScenarioWorker OpenWorker()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new ScenarioWorker(this, _vocabulary);
    }

    /// <summary>Ends the run: calls the hooks after it; what they throw is in <see cref="Errors"/>.</summary>
    public void Dispose()
    {
        if (!_disposed && Try("AfterTestRun", _vocabulary.EndRun) is { } error)
        {
            Report(error);
        }

        _disposed = true;
    }

    internal static string? Try(string hook, Action action)
    {
        try
        {
            action();
            return null;
        }
        catch (Exception exception)
        {
            return $"a [{hook}] hook failed: {exception.Message}";
        }
    }

    internal void Report(string error)
    {
        lock (_gate)
        {
            _errors.Add(error);
        }
    }
}
