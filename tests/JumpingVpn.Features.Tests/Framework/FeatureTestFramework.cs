using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("JumpingVpn.Features.Tests.Framework.FeatureTestFramework", "JumpingVpn.Features.Tests")]

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>xunit, with the tests that are made of feature files besides those written in C#.</summary>
/// <param name="messageSink">Takes diagnostic messages.</param>
public sealed class FeatureTestFramework(IMessageSink messageSink) : XunitTestFramework(messageSink)
{
    /// <inheritdoc/>
    protected override ITestFrameworkDiscoverer CreateDiscoverer(IAssemblyInfo assemblyInfo) =>
        new FeatureTestDiscoverer(assemblyInfo, SourceInformationProvider, DiagnosticMessageSink);
}
