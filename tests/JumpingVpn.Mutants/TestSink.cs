using Xunit.Abstractions;

namespace JumpingVpn.Mutants;

/// <summary>Hears what xunit reports: the tests that it finds, and the first failure, at which it ends the run.</summary>
internal sealed class TestSink : IMessageSink, IDisposable
{
    public ManualResetEvent Finished { get; } = new(false);

    public List<ITestCase> Tests { get; } = [];

    public bool HasFailed { get; private set; }

    public bool OnMessage(IMessageSinkMessage message)
    {
        // A fixture or a Dispose that throws is a failure as well.
        HasFailed |=
            message
                is ITestFailed
                    or IErrorMessage
                    or ITestCleanupFailure
                    or ITestClassCleanupFailure
                    or ITestCollectionCleanupFailure
                    or ITestAssemblyCleanupFailure;
        if (message is ITestCaseDiscoveryMessage found)
        {
            Tests.Add(found.TestCase);
        }

        if (message is IDiscoveryCompleteMessage or ITestAssemblyFinished)
        {
            Finished.Set();
        }

        return !HasFailed;
    }

    public void Dispose() => Finished.Dispose();
}
