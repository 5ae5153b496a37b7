namespace JumpingVpn.Gherkin.Vocabulary;

/// <summary>A parameter type that a vocabulary declares, by a transformation or by an enum that its steps take.</summary>
/// <param name="Name">What stands between the braces of an expression.</param>
/// <param name="Type">What the step gets.</param>
/// <param name="Summary">The summary in the XML documentation of the transformation; empty if there is none.</param>
public sealed record StepParameter(string Name, Type Type, string Summary)
{
    /// <summary>The names that an enum allows; empty for other types. Case and blanks do not matter in a step.</summary>
    public IReadOnlyList<string> Choices => Type.IsEnum ? Enum.GetNames(Type) : [];
}
