namespace JumpingVpn.Features;

/// <summary>
/// The argument of a step names something that an earlier step introduced (<see cref="IntroducesAttribute"/>). The plan holds a feature to
/// it: a name that nobody introduced, or that comes later, is an error before anything runs.
/// </summary>
/// <param name="kinds">What it may be, e.g. <c>client</c>; several where any of them will do.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesAttribute(params string[] kinds) : Attribute
{
    /// <summary>What it may be.</summary>
    public IReadOnlyList<string> Kinds { get; } = kinds;

    /// <summary>For a table: the column that holds the name; an empty cell names nothing.</summary>
    /// <value>Default: null, for an argument that is the name itself.</value>
    public string? Column { get; init; }
}
