using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>What happens to a NAT while clients sit behind it.</summary>
[Binding]
public sealed class NatSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Gives all mappings of one host another port, address or both; the host does not notice.</summary>
    [When("{string} rebinds {string} to a new {rebinding}")]
    public void WhenTheNatRebinds(string nat, string host, NatRebindingKind kind) => _scene.Rebind(nat, host, kind);

    /// <summary>Gives every mapping another port, address or both.</summary>
    [When("{string} rebinds all to a new {rebinding}")]
    public void WhenTheNatRebindsAll(string nat, NatRebindingKind kind) => _scene.Rebind(nat, host: null, kind);

    /// <summary>Empties the table, as a reboot does.</summary>
    [When("{string} forgets all mappings")]
    public void WhenTheNatForgets(string nat) => _scene.Flush(nat);

    /// <summary>Counts the mappings that stand now.</summary>
    [Then("{string} holds exactly {int} mapping(s)")]
    public void ThenMappings(string nat, int count) => _scene.ExpectMappings(nat, count);
}
