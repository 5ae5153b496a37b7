namespace JumpingVpn.Gherkin;

/// <summary>Binds a method for a Then step and for the And, But and * that follow it.</summary>
public sealed class ThenAttribute : StepDefinitionBaseAttribute
{
    /// <summary>Takes the expression from <see cref="StepDefinitionBaseAttribute.Expression"/>.</summary>
    public ThenAttribute()
        : base(null)
    {
    }

    /// <summary>Binds to a cucumber expression or a regular expression.</summary>
    /// <param name="expression">The expression that the whole text of the step has to match.</param>
    public ThenAttribute(string expression)
        : base(expression)
    {
    }
}
