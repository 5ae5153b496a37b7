using JumpingVpn.Features;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps;
using Reqnroll;

namespace MyNamespace.Steps;

/// <summary>What happens to a phone on a train.</summary>
[Binding]
public sealed class TrainSteps(ScenarioLab lab)
{
    /// <summary>At every stop the network gives the phone a new port, and the phone sends a message.</summary>
    [When("{string} behind {string} rides {int} stop(s)")]
    public void Rides([Names("client")] string client, [Names("NAT")] string nat, int stops)
    {
        for (int stop = 0; stop < stops; stop++)
        {
            lab.Scene.Nats.Rebind(nat, client, NatRebindingKind.Port);
            lab.Scene.Client(client).Exchange(1);
        }
    }
}
