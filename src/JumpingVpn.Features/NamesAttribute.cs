namespace JumpingVpn.Features;

/// <summary>
/// The argument of a step names something that an earlier step introduced (<see cref="IntroducesAttribute"/>). The plan holds a feature to
/// it: a name that nobody introduced, or that comes later, is an error before anything runs.
/// </summary>
/// <param name="kinds">What it may be, e.g. <c>client</c>; several where any of them will do.</param>
/// <remarks>A vocabulary in which several kinds often go together derives an attribute that lists them once.</remarks>
[AttributeUsage(AttributeTargets.Parameter)]
public class NamesAttribute(params string[] kinds) : Attribute
{
    /// <summary>What it may be.</summary>
    public IReadOnlyList<string> Kinds { get; } = kinds;

    /// <summary>What messages call it, e.g. <c>host</c> for a client or a server.</summary>
    /// <value>Default: null, the kinds one after the other.</value>
    public string? What { get; init; }

    /// <summary>For a table: the column that holds the name; an empty cell names nothing.</summary>
    /// <value>Default: null, for an argument that is the name itself.</value>
    public string? Column { get; init; }

    /// <summary>The parameter that names the owner, where the full name is the owner's with a point before it: <c>phone.lte</c>.</summary>
    /// <value>Default: null, for a name that represents itself.</value>
    public string? Of { get; init; }

    /// <summary>What ends the name where the argument goes on to name a part of the thing: <c>:</c> in <c>phone:2</c>.</summary>
    /// <value>Default: null, the whole argument is the name.</value>
    public string? PartsAfter { get; init; }
}
