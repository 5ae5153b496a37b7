using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>What happens to a NAT while clients sit behind it.</summary>
[Binding]
public sealed class NatSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Gives all mappings of one host a new port, address or both; the host does not notice.</summary>
    [When("{string} rebinds {string} to a new {rebinding}")]
    public void WhenTheNatRebinds([Names(Nat)] string nat, [NamesAddress] string host, NatRebindingKind kind) =>
        _scene.Nats.Rebind(nat, host, kind);

    /// <summary>Gives every mapping a new port, address or both.</summary>
    [When("{string} rebinds every mapping to a new {rebinding}")]
    public void WhenTheNatRebindsAll([Names(Nat)] string nat, NatRebindingKind kind) => _scene.Nats.Rebind(nat, host: null, kind);

    /// <summary>Empties the table, as a reboot does.</summary>
    [When("{string} forgets all mappings")]
    public void WhenTheNatForgets([Names(Nat)] string nat) => _scene.Nats.Flush(nat);

    /// <summary>Restarts a NAT: it forgets mappings, ports held down, address pairings and port blocks.</summary>
    [When("the NAT {string} reboots")]
    public void WhenTheNatReboots([Names(Nat)] string nat) => _scene.Nats.Reboot(nat);

    /// <summary>Breaks the mappings of one host: datagrams pass outwards but not inwards, until a mapping has been silent for its
    /// lifetime.</summary>
    [When("the mappings of {string} in {string} get stuck")]
    public void WhenMappingsGetStuck([NamesAddress] string host, [Names(Nat)] string nat) => _scene.Nats.MakeStuck(nat, host);

    /// <summary>Gives the external endpoints of one host to another host behind the same NAT.</summary>
    [When("{string} gives the mappings of {string} to {string}")]
    public void WhenMappingsAreStolen([Names(Nat)] string nat, [NamesAddress] string victim, [NamesAddress] string thief) =>
        _scene.Nats.Steal(nat, victim, thief);

    /// <summary>Compares the table of a NAT, oldest mapping first. Columns, all optional: inside, external, remote, admits,
    /// state.</summary>
    [Then("the mappings of {string} are:")]
    public void ThenTheMappingsAre([Names(Nat)] string nat, MappingTable mappings) => mappings.Compare(_scene.Peers.Mappings(nat));

    /// <summary>The NAT holds exactly this many mappings now.</summary>
    [Then("{string} holds exactly {int} mapping(s)")]
    public void ThenMappings([Names(Nat)] string nat, [Range(0, int.MaxValue)] int count) => _scene.Nats.ExpectMappings(nat, count);
}
