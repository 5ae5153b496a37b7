using System.Reflection;

namespace JumpingVpn.Features.Engine;

/// <summary>Where the steps come from, and how their exceptions are understood.</summary>
/// <param name="Assemblies">In this order; the first is the one that Reqnroll calls the test assembly.</param>
/// <param name="Types">Only these classes of the assemblies; null for all.</param>
/// <param name="IsBroken">True for an exception that blames the scenario, not what it tests.</param>
internal sealed record BindingSource(IReadOnlyList<Assembly> Assemblies, IReadOnlyList<Type>? Types, Func<Exception, bool> IsBroken)
{
    /// <summary>Whether an exception blames the scenario.</summary>
    public bool Blames(Exception exception) => exception is BrokenScenarioException || IsBroken(exception);
}
