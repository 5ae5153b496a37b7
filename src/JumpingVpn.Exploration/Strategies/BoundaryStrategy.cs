using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>One fault at each deadline of any timer, and one tick before and after it: what happens to hosts and NATs then, and each
/// datagram so late that it comes then.</summary>
public sealed class BoundaryStrategy : IStrategy
{
    private static readonly string[] Placeless = [FaultKinds.Loss, FaultKinds.Duplication, FaultKinds.Corruption];

    /// <inheritdoc/>
    public string Name => "boundary";

    /// <inheritdoc/>
    public IChoices ChoicesOf(ulong number) => new NumberedChoices(number);

    /// <inheritdoc/>
    public FaultPlan Plan(ScenarioProfile profile, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        string[] kinds = [.. FaultKinds.Of(profile).Except(Placeless)];
        return
            kinds.Length > 0
            && profile.Deadlines.Count > 0
            && new FaultDrawing(profile, choices, MomentStyle.Deadline).Draw(kinds) is { } fault
            ? new FaultPlan([fault])
            : FaultPlan.Empty;
    }
}
