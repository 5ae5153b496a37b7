namespace JumpingVpn.Gherkin;

/// <summary>
/// Restricts steps and hooks to some scenarios. All values of one attribute must fit; of several attributes one is enough.
/// A scoped step wins over an unscoped one that matches as well.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ScopeAttribute : Attribute
{
    /// <summary>A tag of the scenario, its rule or its feature, with or without <c>@</c>.</summary>
    public string? Tag { get; set; }

    /// <summary>The title of the feature.</summary>
    public string? Feature { get; set; }

    /// <summary>The title of the scenario; for an outline, the title before its placeholders are filled in.</summary>
    public string? Scenario { get; set; }
}
