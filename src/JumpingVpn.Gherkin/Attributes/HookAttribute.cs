namespace JumpingVpn.Gherkin;

/// <summary>What the hook attributes have in common.</summary>
/// <param name="tags">The hook runs only where one of these tags stands, each with or without <c>@</c>; none means everywhere.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public abstract class HookAttribute(string[] tags) : Attribute
{
    /// <summary>The order of a hook that asks for no other.</summary>
    public const int DefaultOrder = 10000;

    /// <summary>The tags of which one has to be present; empty for a hook that always runs.</summary>
    public IReadOnlyList<string> Tags { get; } = tags;

    /// <summary>Hooks of one kind run in ascending order, the After hooks too.</summary>
    /// <value>Default: 10000.</value>
    public int Order { get; set; } = DefaultOrder;
}
