using Xunit.Abstractions;
using Xunit.Sdk;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>Finds the tests made of feature files where xunit looks into <see cref="FeatureTests"/>.</summary>
internal sealed class FeatureTestDiscoverer(
    IAssemblyInfo assemblyInfo,
    ISourceInformationProvider sourceProvider,
    IMessageSink diagnosticMessageSink
) : XunitTestFrameworkDiscoverer(assemblyInfo, sourceProvider, diagnosticMessageSink)
{
    protected override bool FindTestsForType(
        ITestClass testClass,
        bool includeSourceInformation,
        IMessageBus messageBus,
        ITestFrameworkDiscoveryOptions discoveryOptions
    )
    {
        if (testClass.Class.Name != typeof(FeatureTests).FullName)
        {
            return base.FindTestsForType(testClass, includeSourceInformation, messageBus, discoveryOptions);
        }

        bool goOn = true;
        foreach (FeatureTest test in FeatureTestPlan.All.TakeWhile(_ => goOn))
        {
            goOn = ReportDiscoveredTestCase(new FeatureTestCase(test), includeSourceInformation: false, messageBus);
        }

        return goOn;
    }
}
