namespace JumpingVpn.Gherkin;

/// <summary>Marks a class whose methods are steps, hooks or argument transformations. One instance is created per scenario.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class BindingAttribute : Attribute;
