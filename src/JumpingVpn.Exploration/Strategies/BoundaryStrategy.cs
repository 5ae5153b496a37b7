using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>One fault at each place of a scenario: with each datagram and when it has arrived, at each deadline of any timer, and one tick
/// before and after it; and each datagram so late that it comes then.</summary>
public sealed class BoundaryStrategy : IStrategy
{
    /// <summary>What the choice of a place is called.</summary>
    internal const string Place = "place";

    /// <inheritdoc/>
    public string Name => "boundary";

    /// <inheritdoc/>
    public IChoices ChoicesOf(ulong number) => new NumberedChoices(number);

    /// <inheritdoc/>
    public FaultPlan Plan(ScenarioProfile profile, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        IReadOnlyList<string> kinds = FaultKinds.PlacedOf(profile);
        return kinds.Count > 0 && new FaultDrawing(profile, choices, MomentStyle.Boundary).Draw(kinds) is { } fault
            ? new FaultPlan([fault])
            : FaultPlan.Empty;
    }

    /// <summary>How many places a scenario has for all kinds of faults together.</summary>
    public static int PlacesOf(ScenarioProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return FaultKinds.PlacedOf(profile).Sum(kind => FaultDrawing.PlacesOf(profile, kind));
    }

    /// <summary>Where a plan strikes: the kind of its fault, and which of so many places.</summary>
    /// <param name="profile">The scenario.</param>
    /// <param name="choices">The choices that led to the plan.</param>
    public static (string Kind, int Place, int Places)? PlaceOf(ScenarioProfile profile, IReadOnlyList<Choice> choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(choices);
        return choices is [var kind, var place, ..] ? (FaultKinds.PlacedOf(profile)[kind.Pick], place.Pick, place.Alternatives) : null;
    }
}
