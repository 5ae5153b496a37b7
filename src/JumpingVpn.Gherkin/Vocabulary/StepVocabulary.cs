using System.Reflection;
using JumpingVpn.Gherkin.Expressions;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>
/// The steps, hooks and argument transformations of some assemblies. It does not change once made, so scenarios on different threads
/// can share it.
/// </summary>
public sealed class StepVocabulary
{
    private readonly ParameterTypes _parameterTypes;

    internal StepVocabulary(
        IReadOnlyList<StepBinding> steps,
        IReadOnlyList<HookBinding> hooks,
        IReadOnlyList<TransformationBinding> transformations,
        ParameterTypes parameterTypes,
        IReadOnlyList<string> problems)
    {
        _parameterTypes = parameterTypes;
        Steps = steps;
        Problems = problems;
        Hooks = [.. hooks.OrderBy(hook => hook.Order)];
        Transformations = [.. transformations.OrderBy(transformation => transformation.Order)];
    }

    /// <summary>The steps, in the order in which classes and methods are declared.</summary>
    public IReadOnlyList<StepBinding> Steps { get; }

    /// <summary>Mistakes in the vocabulary itself, one sentence each. As long as there is one, every scenario fails with it.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>The parameter types that the steps can use besides the built-in ones.</summary>
    public IReadOnlyList<StepParameter> Parameters =>
        [.. _parameterTypes.DeclaredTypes.Select(type => new StepParameter(type.Name, type.Type, type.Summary))];

    internal IReadOnlyList<HookBinding> Hooks { get; }

    internal IReadOnlyList<TransformationBinding> Transformations { get; }

    /// <summary>Collects what the classes marked with <see cref="BindingAttribute"/> declare.</summary>
    /// <param name="assemblies">The assemblies with the classes.</param>
    /// <returns>The vocabulary; what is wrong with it is told in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(params IReadOnlyList<Assembly> assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        return From(assemblies.SelectMany(assembly => assembly.GetTypes()));
    }

    /// <summary>Collects what some classes declare; those not marked with <see cref="BindingAttribute"/> are passed over.</summary>
    /// <param name="types">The classes.</param>
    /// <returns>The vocabulary; what is wrong with it is told in <see cref="Problems"/>.</returns>
    public static StepVocabulary From(IEnumerable<Type> types)
    {
        ArgumentNullException.ThrowIfNull(types);
        return new VocabularyBuilder([.. types.Where(type => type.IsDefined(typeof(BindingAttribute), inherit: false))]).Build();
    }
}
