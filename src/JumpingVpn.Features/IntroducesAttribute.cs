namespace JumpingVpn.Features;

/// <summary>The argument of a step is the name of something new, which later steps may name (<see cref="NamesAttribute"/>).</summary>
/// <param name="kind">What it is, e.g. <c>client</c>. Two of a kind must not share a name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class IntroducesAttribute(string kind) : Attribute
{
    /// <summary>What it is.</summary>
    public string Kind { get; } = kind;

    /// <summary>For a table: the column that holds the names.</summary>
    /// <value>Default: null, for an argument that is the name itself.</value>
    public string? Column { get; init; }
}
