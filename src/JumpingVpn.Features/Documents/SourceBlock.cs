namespace JumpingVpn.Features.Documents;

/// <summary>
/// A part of a feature file that a line number can select: it goes from its first line to the next block, and represents some scenarios.
/// </summary>
internal sealed record SourceBlock(int FirstLine, IReadOnlyList<Scenario> Scenarios);
