namespace JumpingVpn.Gherkin;

/// <summary>Binds a method for a step of any keyword.</summary>
public sealed class StepDefinitionAttribute : StepDefinitionBaseAttribute
{
    /// <summary>Takes the expression from <see cref="StepDefinitionBaseAttribute.Expression"/>.</summary>
    public StepDefinitionAttribute()
        : base(null)
    {
    }

    /// <summary>Binds to a cucumber expression or a regular expression.</summary>
    /// <param name="expression">The expression that the whole text of the step has to match.</param>
    public StepDefinitionAttribute(string expression)
        : base(expression)
    {
    }
}
