namespace JumpingVpn.Gherkin;

/// <summary>Binds a method for a Given step and for the And, But and * that follow it.</summary>
public sealed class GivenAttribute : StepDefinitionBaseAttribute
{
    /// <summary>Takes the expression from <see cref="StepDefinitionBaseAttribute.Expression"/>.</summary>
    public GivenAttribute()
        : base(null)
    {
    }

    /// <summary>Binds to a cucumber expression or a regular expression.</summary>
    /// <param name="expression">The expression that the whole text of the step has to match.</param>
    public GivenAttribute(string expression)
        : base(expression)
    {
    }
}
