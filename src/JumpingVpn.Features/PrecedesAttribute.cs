namespace JumpingVpn.Features;

/// <summary>The step must come before the first step that introduces something of these kinds, which could not be changed any
/// more.</summary>
/// <param name="kinds">The kinds, as <see cref="IntroducesAttribute"/> calls them.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PrecedesAttribute(params string[] kinds) : Attribute
{
    /// <summary>The kinds.</summary>
    public IReadOnlyList<string> Kinds { get; } = kinds;
}
