using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Coverage;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>A plan that came to states which none before it had come to.</summary>
/// <param name="Draws">The choices that lead to each of its faults.</param>
/// <param name="Steps">Before which step each of them is set; −1 for one that led to none.</param>
/// <param name="States">All that its run came to.</param>
public sealed record CorpusEntry(IReadOnlyList<IReadOnlyList<Choice>> Draws, IReadOnlyList<int> Steps, IReadOnlyList<CoveredState> States)
{
    /// <summary>How many of the states were new when it was kept.</summary>
    public int News { get; init; }

    /// <summary>The step in which the first of these came.</summary>
    public int NewsAt { get; init; }
}
