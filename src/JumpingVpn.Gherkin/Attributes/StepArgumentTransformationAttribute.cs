namespace JumpingVpn.Gherkin;

/// <summary>
/// Marks a method that makes a step argument out of text or of a table. It serves every step parameter of its return type, and
/// its <see cref="Name"/> (or the short name of the type) can be used as a parameter of cucumber expressions.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class StepArgumentTransformationAttribute : Attribute
{
    /// <summary>The order of a transformation that asks for no other.</summary>
    public const int DefaultOrder = 10000;

    /// <summary>Accepts any text.</summary>
    public StepArgumentTransformationAttribute()
    {
    }

    /// <summary>Accepts the texts that a regular expression matches as a whole.</summary>
    /// <param name="regex">The regular expression; its groups are the arguments of the method.</param>
    /// <param name="order">Smaller orders are tried first.</param>
    public StepArgumentTransformationAttribute(string regex, int order = DefaultOrder)
    {
        Regex = regex;
        Order = order;
    }

    /// <summary>The regular expression that the text has to match, or null to accept any text.</summary>
    public string? Regex { get; set; }

    /// <summary>The name of the parameter type in cucumber expressions, or null for the short name of the return type.</summary>
    public string? Name { get; set; }

    /// <summary>Of several transformations that fit, the one of the smallest order is taken.</summary>
    /// <value>Default: 10000.</value>
    public int Order { get; set; } = DefaultOrder;
}
