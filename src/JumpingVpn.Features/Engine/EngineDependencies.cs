using Reqnroll.Analytics;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Discovery;
using Reqnroll.BoDi;
using Reqnroll.Configuration;
using Reqnroll.Events;
using Reqnroll.Formatters.Configuration;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Features.Engine;

/// <summary>What Reqnroll is built from here: its own parts, except for those that would write, ask the clock, or call home.</summary>
internal sealed class EngineDependencies(BindingSource source) : DefaultDependencyProvider
{
    public override void RegisterGlobalContainerDefaults(ObjectContainer container)
    {
        base.RegisterGlobalContainerDefaults(container);
        container.RegisterInstanceAs(source);
        container.RegisterTypeAs<SelectedBindings, IRuntimeBindingRegistryBuilder>();
        container.RegisterTypeAs<RunRegistry, IBindingRegistry>();
        container.RegisterTypeAs<ForgivingBindings, IBindingFactory>();
        container.RegisterTypeAs<EngineConfiguration, IRuntimeConfigurationProvider>();
        container.RegisterTypeAs<NoTelemetry, IEnvironmentReqnrollTelemetryChecker>();
        container.RegisterTypeAs<NoFormatters, IFormattersConfigurationProvider>();
        container.RegisterTypeAs<StepInvoker, IAsyncBindingInvoker>();
        container.RegisterTypeAs<SilentTracer, ITestTracer>();
        container.RegisterTypeAs<OutputCapture, ITraceListener>();
        container.RegisterInstanceAs<IUnitTestRuntimeProvider>(new OutcomeProvider(source.IsBroken), ConfigDefaults.UnitTestProviderName);
    }

    public override void RegisterTestThreadContainerDefaults(ObjectContainer testThreadContainer)
    {
        base.RegisterTestThreadContainerDefaults(testThreadContainer);
        var output = new OutputCapture();
        testThreadContainer.RegisterInstanceAs(output);
        testThreadContainer.RegisterInstanceAs<ITraceListener>(output);
        testThreadContainer.RegisterInstanceAs<IReqnrollAttachmentHandler>(output);
        testThreadContainer.RegisterTypeAs<SilentTracer, ITestTracer>();
        testThreadContainer.RegisterTypeAs<HeardEvents, ITestThreadExecutionEventPublisher>();
        testThreadContainer.RegisterTypeAs<PlannedMatches, IStepDefinitionMatchService>();
        testThreadContainer.RegisterTypeAs<ArgumentConverter, IStepArgumentTypeConverter>();
    }
}
