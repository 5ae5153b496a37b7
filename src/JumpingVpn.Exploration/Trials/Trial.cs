using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;

namespace JumpingVpn.Exploration.Trials;

/// <summary>One run of a scenario under faults.</summary>
/// <param name="Target">The scenario.</param>
/// <param name="Seed">The seed of its world.</param>
/// <param name="Plan">The faults.</param>
public sealed record Trial(Target Target, ulong Seed, FaultPlan Plan)
{
    /// <summary>Its number; null for a run without faults.</summary>
    public ulong? Number { get; init; }

    /// <summary>The choices that led to its plan, where the number alone does not say them; null elsewhere.</summary>
    public IReadOnlyList<Choice>? Choices { get; init; }
}
