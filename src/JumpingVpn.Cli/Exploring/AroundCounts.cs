using JumpingVpn.Exploration.Neighbourhoods;

namespace JumpingVpn.Cli.Exploring;

/// <summary>How often the neighbours of one kind were run, and failed.</summary>
/// <param name="kind">In what they differ.</param>
internal sealed class AroundCounts(NeighbourKind kind)
{
    public NeighbourKind Kind => kind;

    public int Runs { get; set; }

    public int Failed { get; set; }
}
