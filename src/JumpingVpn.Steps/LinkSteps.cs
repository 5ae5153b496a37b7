using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps;

/// <summary>The access link of a host or a NAT, both directions alike.</summary>
[Binding]
public sealed class LinkSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Delays every datagram by the same time in each direction.</summary>
    [Given("the link of {string} has a delay of {duration}")]
    public void GivenADelay(string node, TimeSpan delay) => _scene.SetDelay(node, delay, TimeSpan.Zero);

    /// <summary>Delays each datagram by delay ± jitter, uniformly; the order of datagrams is kept.</summary>
    [Given("the link of {string} has a delay of {duration} with a jitter of {duration}")]
    public void GivenADelayWithJitter(string node, TimeSpan delay, TimeSpan jitter) => _scene.SetDelay(node, delay, jitter);

    /// <summary>Loses datagrams at random, each on its own.</summary>
    [Given("the link of {string} loses {share} of the datagrams")]
    public void GivenLoss(string node, Probability share) => _scene.SetLoss(node, share);

    /// <summary>Delivers datagrams twice at random.</summary>
    [Given("the link of {string} duplicates {share} of the datagrams")]
    public void GivenDuplication(string node, Probability share) => _scene.SetDuplication(node, share);

    /// <summary>Lets jitter overtake: a datagram with less delay arrives before an earlier one with more.</summary>
    [Given("the link of {string} may reorder")]
    public void GivenReordering(string node) => _scene.AllowReordering(node);

    /// <summary>Drops everything in both directions until the link is restored.</summary>
    [Given("the link of {string} is cut")]
    [When("the link of {string} is cut")]
    public void TheLinkIsCut(string node) => _scene.CutLink(node);

    /// <summary>Ends a cut.</summary>
    [Given("the link of {string} is restored")]
    [When("the link of {string} is restored")]
    public void TheLinkIsRestored(string node) => _scene.RestoreLink(node);
}
