namespace JumpingVpn.Gherkin;

/// <summary>Binds a method for a When step and for the And, But and * that follow it.</summary>
public sealed class WhenAttribute : StepDefinitionBaseAttribute
{
    /// <summary>Takes the expression from <see cref="StepDefinitionBaseAttribute.Expression"/>.</summary>
    public WhenAttribute()
        : base(null)
    {
    }

    /// <summary>Binds to a cucumber expression or a regular expression.</summary>
    /// <param name="expression">The expression that the whole text of the step has to match.</param>
    public WhenAttribute(string expression)
        : base(expression)
    {
    }
}
