using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Neighbourhoods;

/// <summary>A scenario that differs from another one in one value.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Kind">What differs.</param>
/// <param name="Words">The step that differs, as it is now; empty if none does.</param>
public sealed record Neighbour(Scenario Scenario, NeighbourKind Kind, string Words);
