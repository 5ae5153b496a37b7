using System.Reflection;
using JumpingVpn.Features.Engine;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BoDi;
using Reqnroll.Plugins;
using Reqnroll.Tracing;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>
/// The steps, hooks and argument transformations of some assemblies, as Reqnroll found them. One vocabulary serves one test run
/// (<see cref="Running.TestRun"/>), whose scenarios may run on several threads. Disposing of it disposes of Reqnroll.
/// </summary>
public sealed class StepVocabulary : IDisposable
{
    private readonly ITestRunnerManager _manager;
    private readonly Lazy<IReadOnlyList<StepBinding>> _steps;
    private readonly Lazy<bool> _hasPlugins;

    private StepVocabulary(BindingSource source)
    {
        Source = source;
        Container = new EngineContainers(new EngineDependencies(source)).CreateGlobalContainer(source.Assemblies[0]);
        _manager = Container.Resolve<ITestRunnerManager>();
        _manager.Initialize(source.Assemblies[0]);

        // The first runner makes Reqnroll read the assemblies.
        Planner = _manager.GetTestRunner();
        Registry = Container.Resolve<IBindingRegistry>();
        Problems = VocabularyProblems.Of(Registry);
        _hasPlugins = new Lazy<bool>(FindPlugins);
        _steps = new Lazy<IReadOnlyList<StepBinding>>(() => StepBinding.Collect(Registry.GetStepDefinitions()));
    }

    /// <summary>The steps, in the order in which classes and methods are declared.</summary>
    public IReadOnlyList<StepBinding> Steps => _steps.Value;

    /// <summary>Mistakes in the vocabulary itself, one sentence each. As long as there is one, no scenario can be run.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The parameter types that the steps can use besides the built-in ones.</summary>
    public IReadOnlyList<StepParameter> Parameters =>
        [.. Registry.GetStepTransformations().Where(transformation => transformation.Name is { Length: > 0 }).Select(StepParameter.Of)];

    internal IObjectContainer Container { get; }

    /// <summary>Where the steps come from.</summary>
    internal BindingSource Source { get; }

    /// <summary>Whether plugins of Reqnroll are loaded, so that scenarios run on its engine alone.</summary>
    public bool HasPlugins => _hasPlugins.Value;

    internal IBindingRegistry Registry { get; }

    /// <summary>What hooks around the run write; Reqnroll has its own place for that.</summary>
    internal OutputCapture RunOutput => (OutputCapture)Container.Resolve<ITraceListener>();

    /// <summary>The runner whose container the plan asks; it runs nothing.</summary>
    internal ITestRunner Planner { get; }

    /// <summary>Collects what the classes marked with <see cref="BindingAttribute"/> declare.</summary>
    /// <param name="assemblies">The assemblies, one at least; hooks run in their order where nothing else orders them.</param>
    /// <returns>The vocabulary; mistakes are in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(params IReadOnlyList<Assembly> assemblies) => From(assemblies, static _ => false);

    /// <summary>Collects what the classes marked with <see cref="BindingAttribute"/> declare.</summary>
    /// <param name="assemblies">The assemblies, one at least; hooks run in their order where nothing else orders them.</param>
    /// <param name="isBroken">
    /// True for an exception of a step that blames the scenario, as <see cref="BrokenScenarioException"/> always does.
    /// </param>
    /// <returns>The vocabulary; mistakes are in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(IReadOnlyList<Assembly> assemblies, Func<Exception, bool> isBroken)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        ArgumentNullException.ThrowIfNull(isBroken);
        ArgumentOutOfRangeException.ThrowIfZero(assemblies.Count);
        return new StepVocabulary(new BindingSource([.. assemblies.Distinct()], null, isBroken));
    }

    /// <summary>Collects what some classes declare, and no others of their assemblies.</summary>
    /// <param name="types">The classes; those without <see cref="BindingAttribute"/> are left out.</param>
    /// <returns>The vocabulary; mistakes are in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(params IReadOnlyList<Type> types) => From(types, static _ => false);

    /// <summary>Collects what some classes declare, and no others of their assemblies.</summary>
    /// <param name="types">The classes; those without <see cref="BindingAttribute"/> are left out.</param>
    /// <param name="isBroken">True for an exception of a step that blames the scenario.</param>
    /// <returns>The vocabulary; mistakes are in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(IReadOnlyList<Type> types, Func<Exception, bool> isBroken)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(isBroken);
        ArgumentOutOfRangeException.ThrowIfZero(types.Count);
        return new StepVocabulary(new BindingSource([.. types.Select(type => type.Assembly).Distinct()], types, isBroken));
    }

    /// <inheritdoc/>
    public void Dispose() => Awaiting.Finish(_manager.DisposeAsync());

    internal ITestRunner OpenRunner()
    {
        lock (_manager)
        {
            return _manager.GetTestRunner();
        }
    }

    internal void CloseRunner(ITestRunner runner)
    {
        lock (_manager)
        {
            _manager.ReleaseTestRunnerToPool(runner);
        }
    }

    internal void StartRun()
    {
        ((RunRegistry)Registry).IsStarted = true;
        Awaiting.Finish(_manager.FireTestRunStartAsync());
    }

    internal void EndRun() => Awaiting.Finish(_manager.FireTestRunEndAsync());

    // Reqnroll looks into the assembly of the steps, too: it is one where it says so.
    private bool FindPlugins()
    {
        Assembly steps = Source.Assemblies[0];
        return steps.IsDefined(typeof(RuntimePluginAttribute))
            || Container.Resolve<IRuntimePluginLocator>().GetAllRuntimePlugins().Any(path => path != steps.Location);
    }

    internal static MethodInfo MethodOf(IBinding binding) => ((RuntimeBindingMethod)binding.Method).MethodInfo;
}
