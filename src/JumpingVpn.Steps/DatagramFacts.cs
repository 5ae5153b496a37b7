using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;
using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Steps;

/// <summary>Facts from the ledger and from the gateways' refusals, over the whole scenario.</summary>
[Binding]
public sealed class DatagramFacts(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>All gateways together refused exactly this many datagrams with this code.</summary>
    [Then("exactly {int} datagram(s) was/were refused as {refusal}")]
    public void ThenRefused([Range(0, int.MaxValue)] int count, Refusal refusal) => _scene.ExpectRefusals(refusal, count);

    /// <summary>The links lost at least this many datagrams.</summary>
    [Then("at least {int} datagram(s) was/were lost")]
    public void ThenLost([Range(0, int.MaxValue)] int count) => _scene.ExpectDropped(DropReason.Loss, count, int.MaxValue);

    /// <summary>The network dropped exactly this many datagrams for this reason.</summary>
    [Then("exactly {int} datagram(s) was/were dropped by/for {dropReason}")]
    public void ThenDropped([Range(0, int.MaxValue)] int count, DropReason reason) => _scene.ExpectDropped(reason, count, count);

    /// <summary>The network dropped at least this many datagrams for this reason.</summary>
    [Then("at least {int} datagram(s) was/were dropped by/for {dropReason}")]
    public void ThenDroppedAtLeast([Range(0, int.MaxValue)] int count, DropReason reason) =>
        _scene.ExpectDropped(reason, count, int.MaxValue);
}
