using JumpingVpn.Features.Planning;
using Reqnroll;

namespace JumpingVpn.Features.Running;

/// <summary>Brings one scenario after the other through its hooks and steps. What hooks throw comes out of the calls; what a step throws is
/// in the context.</summary>
internal interface IScenarioDriver
{
    /// <summary>Makes the context of the scenario, with its container.</summary>
    ScenarioContext Begin(PlannedScenario planned);

    /// <summary>The hooks before the scenario. What they throw is in the context, too.</summary>
    void Start();

    /// <summary>A step with the hooks around it, and around the block that it may begin.</summary>
    /// <param name="index">The first is 0.</param>
    void Step(int index);

    /// <summary>Ends the last block, after steps that all passed.</summary>
    void EndBlock();

    /// <summary>The hooks after the scenario, and the end of its context.</summary>
    void End();
}
