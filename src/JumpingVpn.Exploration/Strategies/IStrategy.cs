using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>Chooses plans of faults for a scenario, one for each number. It has no state: the same number gives the same plan.</summary>
public interface IStrategy
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>Makes the plan of a number.</summary>
    /// <param name="profile">The scenario as it is without faults.</param>
    /// <param name="choices">What the number chooses, see <see cref="ChoicesOf"/>; or what was chosen before.</param>
    /// <returns>The plan; empty if the choices lead to no place for a fault.</returns>
    FaultPlan Plan(ScenarioProfile profile, IChoices choices);

    /// <summary>Who chooses for a number.</summary>
    IChoices ChoicesOf(ulong number);

    /// <summary>Whether the plan that these choices gave comes for the first time.</summary>
    bool IsNew(IChoices choices) => choices is not NumberedChoices numbered || numbered.IsNew;
}
