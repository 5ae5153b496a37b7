using System.Reflection;
using JumpingVpn.Features.Documents;
using Reqnroll.Bindings;

namespace JumpingVpn.Features.Vocabulary;

/// <summary>One sentence of the vocabulary: an expression and the method that it calls.</summary>
public sealed class StepBinding
{
    private readonly IStepDefinitionBinding _binding;

    private StepBinding(IGrouping<(MethodInfo Method, string Expression), IStepDefinitionBinding> alike)
    {
        _binding = alike.First();
        Method = alike.Key.Method;
        Expression = alike.Key.Expression;
        Kinds = [.. alike.Select(each => KindOf(each.StepDefinitionType)).Distinct().Order()];
    }

    /// <summary>The expression as written in the attribute.</summary>
    public string Expression { get; }

    /// <summary>The kinds of steps that it serves.</summary>
    public IReadOnlyList<StepKind> Kinds { get; }

    /// <summary>The method that a matching step calls.</summary>
    public MethodInfo Method { get; }

    /// <summary>The class and the method, as people refer to them.</summary>
    public string MethodName => $"{Method.DeclaringType!.Name}.{Method.Name}";

    /// <summary>Where it is in force, e.g. <c>@slow</c>; empty for everywhere.</summary>
    public string ScopeText => ScopeTextOf(_binding);

    /// <summary>The summary in the XML documentation of the method, as one line; empty if there is none.</summary>
    public string Summary => XmlDocumentation.Of(Method).Summary;

    /// <summary>The lines of the <c>example</c> elements in the XML documentation of the method.</summary>
    public IReadOnlyList<string> Examples => XmlDocumentation.Of(Method).Examples;

    /// <summary>True for a cucumber expression, false for a regular one.</summary>
    internal bool IsCucumberExpression => _binding.ExpressionType == StepDefinitionExpressionTypes.CucumberExpression;

    /// <summary>The keywords and the expression.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"{(Kinds.Count == 1 ? Kinds[0].ToString() : "*")} {Expression}";

    internal static IReadOnlyList<StepBinding> Collect(IEnumerable<IStepDefinitionBinding> bindings) =>
        [
            .. bindings
                .GroupBy(binding => (StepVocabulary.MethodOf(binding), binding.SourceExpression ?? string.Empty))
                .Select(group => new StepBinding(group)),
        ];

    internal static string ScopeTextOf(IStepDefinitionBinding binding) =>
        binding.BindingScope is not { } scope
            ? string.Empty
            : string.Join(
                ", ",
                new[]
                {
                    scope.Tag is null ? null : $"@{scope.Tag}",
                    scope.FeatureTitle is null ? null : $"the feature \"{scope.FeatureTitle}\"",
                    scope.ScenarioTitle is null ? null : $"the scenario \"{scope.ScenarioTitle}\"",
                }.OfType<string>()
            );

    internal static StepKind KindOf(StepDefinitionType type) =>
        type switch
        {
            StepDefinitionType.Given => StepKind.Given,
            StepDefinitionType.When => StepKind.When,
            _ => StepKind.Then,
        };
}
