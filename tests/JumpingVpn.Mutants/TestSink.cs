using Xunit.Abstractions;

namespace JumpingVpn.Mutants;

/// <summary>Hears what xunit reports: the tests that it finds, and the first failure, at which it ends the run.</summary>
internal sealed class TestSink : IMessageSink, IDisposable
{
    public ManualResetEvent Finished { get; } = new(false);

    public List<ITestCase> Tests { get; } = [];

    /// <summary>The test that failed first, or what else failed; null while all is well.</summary>
    public string? Failed { get; private set; }

    public bool OnMessage(IMessageSinkMessage message)
    {
        // A fixture or a Dispose that throws is a failure as well.
        Failed ??= message switch
        {
            ITestFailed failed => failed.TestCase.UniqueID,
            IErrorMessage or ITestCleanupFailure or ITestClassCleanupFailure => message.GetType().Name,
            ITestCollectionCleanupFailure or ITestAssemblyCleanupFailure => message.GetType().Name,
            _ => null,
        };
        if (message is ITestCaseDiscoveryMessage found)
        {
            Tests.Add(found.TestCase);
        }

        if (message is IDiscoveryCompleteMessage or ITestAssemblyFinished)
        {
            Finished.Set();
        }

        return Failed is null;
    }

    public void Dispose() => Finished.Dispose();
}
