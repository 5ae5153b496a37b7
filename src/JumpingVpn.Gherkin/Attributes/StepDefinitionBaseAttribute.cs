namespace JumpingVpn.Gherkin;

/// <summary>What the step attributes have in common: the expression that the text of a step has to match.</summary>
/// <param name="expression">A cucumber expression or a regular expression; it must be given here or in <see cref="Expression"/>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class StepDefinitionBaseAttribute(string? expression) : Attribute
{
    /// <summary>The expression; without one the vocabulary reports a problem.</summary>
    public string? Expression { get; set; } = expression;

    /// <summary>How <see cref="Expression"/> is read.</summary>
    /// <value>Default: <see cref="ExpressionType.Unspecified"/>, the text decides.</value>
    public ExpressionType ExpressionType { get; set; }
}
