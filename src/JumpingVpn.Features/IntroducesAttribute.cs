namespace JumpingVpn.Features;

/// <summary>
/// The argument of a step is the name of something new, which later steps may name (<see cref="NamesAttribute"/>). No two things of a
/// scenario share a name, of whatever kinds they are.
/// </summary>
/// <param name="kind">What it is, and what messages call it, e.g. <c>client</c>.</param>
/// <param name="also">What it may be named as besides, e.g. <c>host</c>.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method, AllowMultiple = true)]
public sealed class IntroducesAttribute(string kind, params string[] also) : Attribute
{
    /// <summary>What it is.</summary>
    public string Kind { get; } = kind;

    /// <summary>What it may be named as besides.</summary>
    public IReadOnlyList<string> Also { get; } = also;

    /// <summary>For a table: the column that holds the names.</summary>
    /// <value>Default: null, for an argument that is the name itself.</value>
    public string? Column { get; init; }

    /// <summary>The parameter that names the owner, where the full name is the owner's with a point before it: <c>phone.lte</c>.</summary>
    /// <value>Default: null, for a name that represents itself.</value>
    public string? Of { get; init; }

    /// <summary>The parameter, an <see cref="int"/>, that says how many there are, where each has its number after the name:
    /// <c>phones-1</c>, <c>phones-2</c>.</summary>
    /// <value>Default: null, for one thing that has the name itself.</value>
    public string? Count { get; init; }

    /// <summary>On a method: the name of what the step introduces although its sentence does not say so.</summary>
    /// <value>Default: null.</value>
    public string? Name { get; init; }
}
