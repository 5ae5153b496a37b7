using System.Reflection;
using System.Text.RegularExpressions;
using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Expressions;

namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>One sentence of the vocabulary: an expression and the method that it calls.</summary>
public sealed class StepBinding
{
    private readonly XmlDocumentation _documentation;

    internal StepBinding(
        MethodInfo method,
        StepDefinitionBaseAttribute attribute,
        string expression,
        ExpressionType type,
        Regex regex,
        XmlDocumentation documentation)
    {
        _documentation = documentation;
        Call = new BoundMethod(method);
        Expression = expression;
        ExpressionType = type;
        Regex = regex;
        Scope = BindingScope.Of(method, []);
        Kinds = attribute switch
        {
            GivenAttribute => [StepKind.Given],
            WhenAttribute => [StepKind.When],
            ThenAttribute => [StepKind.Then],
            _ => [StepKind.Given, StepKind.When, StepKind.Then],
        };
    }

    /// <summary>The expression as written in the attribute.</summary>
    public string Expression { get; }

    /// <summary>What the expression is: never <see cref="ExpressionType.Unspecified"/>.</summary>
    public ExpressionType ExpressionType { get; }

    /// <summary>The kinds of steps that it serves.</summary>
    public IReadOnlyList<StepKind> Kinds { get; }

    /// <summary>The method that a matching step calls.</summary>
    public MethodInfo Method => Call.Method;

    /// <summary>Where it is in force, e.g. <c>@slow</c>; empty for everywhere.</summary>
    public string ScopeText => Scope.ToString();

    /// <summary>The summary in the XML documentation of the method, as one line; empty if there is none.</summary>
    public string Summary => _documentation.Of(Method).Summary;

    /// <summary>The lines of the <c>example</c> elements in the XML documentation of the method.</summary>
    public IReadOnlyList<string> Examples => _documentation.Of(Method).Examples;

    internal BoundMethod Call { get; }

    internal Regex Regex { get; }

    /// <summary>The parts of a cucumber expression; null for a regular expression.</summary>
    internal ExpressionPatterns? Patterns { get; init; }

    internal BindingScope Scope { get; }

    /// <summary>The keywords and the expression.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"{(Kinds.Count == 1 ? Kinds[0].ToString() : "*")} {Expression}";
}
