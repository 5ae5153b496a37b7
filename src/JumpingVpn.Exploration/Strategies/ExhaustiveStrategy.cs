using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>All placements of so many faults, each with a datagram, one number after the other.</summary>
/// <param name="count">How many faults a plan has, at least 1.</param>
public sealed class ExhaustiveStrategy(int count) : IStrategy
{
    /// <inheritdoc/>
    public string Name => $"exhaustive-{count}";

    /// <inheritdoc/>
    public IChoices ChoicesOf(ulong number) => new NumberedChoices(number);

    /// <inheritdoc/>
    public FaultPlan Plan(ScenarioProfile profile, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        IReadOnlyList<string> kinds = FaultKinds.PlacedOf(profile);
        var drawing = new FaultDrawing(profile, choices, MomentStyle.Datagram);
        List<Fault> faults = [];
        for (int i = 0; i < count && kinds.Count > 0; i++)
        {
            if (drawing.Draw(kinds) is not { } fault)
            {
                return FaultPlan.Empty;
            }

            faults.Add(fault);
        }

        return new FaultPlan(faults);
    }
}
