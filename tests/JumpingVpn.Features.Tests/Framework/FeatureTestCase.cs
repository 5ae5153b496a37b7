using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>Shows one test to xunit. Only its id travels between processes; the rest is read from the feature files again.</summary>
public sealed class FeatureTestCase : LongLivedMarshalByRefObject, IXunitTestCase
{
    private FeatureTest _test;
    private TestMethod? _testMethod;

    /// <summary>For xunit alone, which calls <see cref="Deserialize"/> next.</summary>
    public FeatureTestCase()
        : this(FeatureTestPlan.Find(string.Empty)) { }

    internal FeatureTestCase(FeatureTest test)
    {
        _test = test;
    }

    /// <inheritdoc/>
    public string DisplayName => _test.DisplayName;

    /// <inheritdoc/>
    public string? SkipReason => _test.SkipReason;

    /// <summary>The feature file and the line of the scenario. The one that xunit would find in the C# code is turned down.</summary>
    public ISourceInformation SourceInformation
    {
        get => new SourceInformation { FileName = _test.FullPath, LineNumber = _test.Line };
        set => ArgumentNullException.ThrowIfNull(value);
    }

    /// <inheritdoc/>
    public ITestMethod TestMethod => _testMethod ??= MakeTestMethod(_test);

    /// <inheritdoc/>
    public object[] TestMethodArguments => [];

    /// <inheritdoc/>
    public Dictionary<string, List<string>> Traits =>
        _test
            .Traits.GroupBy(trait => trait.Key)
            .ToDictionary(group => group.Key, group => group.Select(trait => trait.Value).Distinct().ToList());

    /// <inheritdoc/>
    public string UniqueID => _test.Id;

    /// <inheritdoc/>
    public Exception? InitializationException => null;

    /// <inheritdoc/>
    public IMethodInfo Method => TestMethod.Method;

    /// <inheritdoc/>
    public int Timeout => 0;

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info) => info.AddValue("Id", _test.Id);

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        _test = FeatureTestPlan.Find(info.GetValue<string>("Id"));
        _testMethod = null;
    }

    /// <inheritdoc/>
    public Task<RunSummary> RunAsync(
        IMessageSink diagnosticMessageSink,
        IMessageBus messageBus,
        object[] constructorArguments,
        ExceptionAggregator aggregator,
        CancellationTokenSource cancellationTokenSource
    )
    {
        var summary = new RunSummary { Total = 1 };
        var test = new XunitTest(this, DisplayName);
        messageBus.QueueMessage(new TestCaseStarting(this));
        messageBus.QueueMessage(new TestStarting(test));
        if (SkipReason is not null)
        {
            summary.Skipped = 1;
            messageBus.QueueMessage(new TestSkipped(test, SkipReason));
            messageBus.QueueMessage(new TestFinished(test, 0, string.Empty));
        }
        else
        {
            Run(test, messageBus, summary);
        }

        if (!messageBus.QueueMessage(new TestCaseFinished(this, summary.Time, summary.Total, summary.Failed, summary.Skipped)))
        {
            cancellationTokenSource.Cancel();
        }

        return Task.FromResult(summary);
    }

    private static Guid GuidOf(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));

    private static TestMethod MakeTestMethod(FeatureTest test)
    {
        var assembly = new TestAssembly(Reflector.Wrap(typeof(FeatureTests).Assembly));
        var collection = new TestCollection(assembly, null, test.Collection, GuidOf(test.Collection));
        var type = new NamedTypeInfo(Reflector.Wrap(typeof(FeatureTests)), test.ClassName);
        return new TestMethod(new TestClass(collection, type), new NamedMethodInfo(type, test.MethodName));
    }

    private void Run(XunitTest test, IMessageBus messageBus, RunSummary summary)
    {
        var clock = Stopwatch.StartNew();
        FeatureTestOutcome outcome = _test.Run();
        summary.Time = (decimal)clock.Elapsed.TotalSeconds;
        if (outcome.Failure is null)
        {
            messageBus.QueueMessage(new TestPassed(test, summary.Time, outcome.Output));
        }
        else
        {
            summary.Failed = 1;
            messageBus.QueueMessage(
                new TestFailed(test, summary.Time, outcome.Output, [outcome.ExceptionType], [outcome.Failure], [outcome.StackTrace], [-1])
            );
        }

        messageBus.QueueMessage(new TestFinished(test, summary.Time, outcome.Output));
    }
}
