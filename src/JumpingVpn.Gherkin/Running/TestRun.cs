using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>Runs scenarios feature by feature, with the hooks of the run and of the features around them. One thread at a time.</summary>
public sealed class TestRun : IDisposable
{
    private readonly StepVocabulary _vocabulary;
    private readonly List<string> _errors = [];
    private readonly string? _brokenBy;
    private bool _disposed;

    private TestRun(StepVocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _brokenBy = RunHooks(HookKind.BeforeTestRun);
    }

    /// <summary>What hooks after features and after the run threw: there is no scenario left that could fail with it.</summary>
    public IReadOnlyList<string> Errors => _errors;

    /// <summary>Begins a run: calls the hooks before it. If one throws, every scenario of the run fails with that.</summary>
    /// <param name="vocabulary">The steps and hooks.</param>
    /// <returns>The run; dispose it to end it.</returns>
    public static TestRun Start(StepVocabulary vocabulary)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        return new TestRun(vocabulary);
    }

    /// <summary>Begins a feature: calls the hooks before it. If one throws, every scenario of the feature fails with that.</summary>
    /// <param name="feature">The feature.</param>
    /// <returns>The feature run; dispose it to end it.</returns>
    public FeatureRun StartFeature(Feature feature)
    {
        ArgumentNullException.ThrowIfNull(feature);
        ObjectDisposedException.ThrowIf(_disposed, this);
        return new FeatureRun(this, _vocabulary, feature, _brokenBy);
    }

    /// <summary>Ends the run: calls the hooks after it; what they throw is in <see cref="Errors"/>.</summary>
    public void Dispose()
    {
        if (!_disposed && RunHooks(HookKind.AfterTestRun) is { } error)
        {
            Report(error);
        }

        _disposed = true;
    }

    internal void Report(string error) => _errors.Add(error);

    private string? RunHooks(HookKind kind)
    {
        if (_vocabulary.Problems.Count > 0)
        {
            return null;
        }

        foreach (var hook in _vocabulary.Hooks.Where(hook => hook.Kind == kind))
        {
            try
            {
                hook.Call.Invoke(null, []);
            }
            catch (Exception exception)
            {
                return $"the [{kind}] hook {hook.Call.Name} failed: {exception.Message}";
            }
        }

        return null;
    }
}
