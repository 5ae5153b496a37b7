using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Something that was found, once for each signature.</summary>
/// <param name="First">The run in which it was found first.</param>
/// <param name="Shrunk">The scenario that fails alone; null where none does.</param>
/// <param name="Name">What its files are called, without an extension.</param>
internal sealed record Finding(TrialResult First, ShrunkFeature? Shrunk, string Name)
{
    /// <summary>What it is called.</summary>
    public string Title => First.Title ?? First.Signature!.Cause;

    /// <summary>The scenario in which it was found, as <c>path:line</c>.</summary>
    public string Origin => First.Trial.Target.Planned.Scenario.Location;
}
