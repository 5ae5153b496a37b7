using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>A random subset of the kinds of faults, about half of them off, and of those that are on as many as is drawn. Bugs that one
/// kind would mask, or that need several, come to light so.</summary>
public sealed class SwarmStrategy : IStrategy
{
    // Mostly few: a scenario that is buried under faults does nothing any more.
    private static readonly int[] Counts = [1, 1, 2, 2, 3, 3, 4, 6, 9, 14];

    /// <summary>How many choices there are of how many faults a plan has.</summary>
    internal static ulong CountChoices => (ulong)Counts.Length;

    /// <inheritdoc/>
    public string Name => "swarm";

    /// <summary>How many faults a choice represents.</summary>
    internal static int CountOf(int choice) => Counts[choice];

    /// <inheritdoc/>
    public IChoices ChoicesOf(ulong number) => new RandomChoices(number);

    /// <inheritdoc/>
    public FaultPlan Plan(ScenarioProfile profile, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(choices);
        IReadOnlyList<string> all = FaultKinds.Of(profile);
        List<string> on = [];
        foreach (string kind in all)
        {
            if (choices.Pick(kind, 2) == 1)
            {
                on.Add(kind);
            }
        }

        if (on.Count == 0)
        {
            return FaultPlan.Empty;
        }

        var drawing = new FaultDrawing(profile, choices, MomentStyle.Any);
        int count = Counts[choices.Pick("count", Counts.Length)];
        List<Fault> faults = [];
        for (int i = 0; i < count; i++)
        {
            if (drawing.Draw(on) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return new FaultPlan(faults);
    }
}
