using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Steps.Rules;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>The access link of a host or a NAT, both directions alike.</summary>
[Binding]
public sealed class LinkSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Delays every datagram by the same time in each direction.</summary>
    [Given("the link of {string} has a delay of {duration}")]
    [When("the link of {string} has a delay of {duration}")]
    public void GivenADelay([NamesLinkEnd] string node, [LinkTime] TimeSpan delay) => _scene.Links.SetDelay(node, delay, TimeSpan.Zero);

    /// <summary>Delays each datagram by delay ± jitter, uniformly; the order of datagrams is kept.</summary>
    [Given("the link of {string} has a delay of {duration} with a jitter of {duration}")]
    public void GivenADelayWithJitter([NamesLinkEnd] string node, [LinkTime] TimeSpan delay, [LinkTime] TimeSpan jitter) =>
        _scene.Links.SetDelay(node, delay, jitter);

    /// <summary>Loses datagrams at random, independently of each other.</summary>
    [Given("the link of {string} loses {share} of the datagrams")]
    public void GivenLoss([NamesLinkEnd] string node, Probability share) => _scene.Links.SetLoss(node, share);

    /// <summary>Delivers this share of the datagrams twice, chosen at random.</summary>
    [Given("the link of {string} duplicates {share} of the datagrams")]
    public void GivenDuplication([NamesLinkEnd] string node, Probability share) => _scene.Links.SetDuplication(node, share);

    /// <summary>Allows jitter to reorder datagrams: one with less delay arrives before an earlier one with more.</summary>
    [Given("the link of {string} may reorder")]
    public void GivenReordering([NamesLinkEnd] string node) => _scene.Links.AllowReordering(node);

    /// <summary>Drops everything in both directions until the link is restored.</summary>
    [Given("the link of {string} is cut")]
    [When("the link of {string} is cut")]
    public void TheLinkIsCut([NamesLinkEnd] string node) => _scene.Links.SetUp(node, up: false);

    /// <summary>Ends a cut.</summary>
    [Given("the link of {string} is restored")]
    [When("the link of {string} is restored")]
    public void TheLinkIsRestored([NamesLinkEnd] string node) => _scene.Links.SetUp(node, up: true);

    /// <summary>Makes the link one of a known kind, with its rates, delays and losses in each direction.</summary>
    [Given("the link of {string} is a(n) {linkKind} link")]
    [When("the link of {string} becomes a(n) {linkKind} link")]
    public void IsOfAKind([NamesLinkEnd] string node, LinkPreset kind) => _scene.Links.SetKind(node, kind);

    /// <summary>Limits the rate, in one direction or both; datagrams that exceed it wait in a queue of 1,000 datagrams.</summary>
    [Given("the {linkWays} of {string} carries {bitRate}")]
    [When("the {linkWays} of {string} carries {bitRate}")]
    public void Carries(LinkWays ways, [NamesLinkEnd] string node, BitRate rate) => _scene.Links.SetRate(node, ways, rate);

    /// <summary>Loses datagrams in one direction only.</summary>
    [Given("the {linkWay} of {string} loses {share} of the datagrams")]
    [When("the {linkWay} of {string} loses {share} of the datagrams")]
    public void LosesOneWay(LinkWays way, [NamesLinkEnd] string node, Probability share) =>
        _scene.Links.Change(node, way, link => link with { Loss = share });

    /// <summary>Loses this share of the datagrams, in bursts of this mean length (a Gilbert model).</summary>
    [Given("the link of {string} loses {share} of the datagrams in bursts of {int}")]
    public void LosesInBursts([NamesLinkEnd] string node, [BurstShare] Probability share, [Range(1, 1_000)] int length) =>
        _scene.Links.SetBursts(node, share, length);

    /// <summary>Drops everything for a time, periodically, counted from now.</summary>
    [Given("the link of {string} is dead for {duration} after {duration}, every {duration}")]
    public void IsDead([NamesLinkEnd] string node, [LongerThanZero] TimeSpan lasting, TimeSpan after, [LongerThanZero] TimeSpan every) =>
        _scene.Links.SetOutages(node, lasting, after, every);

    /// <summary>Loses the next message of a type, whichever way it goes; a scenario in which none comes fails as vacuous.</summary>
    [Given("the link of {string} loses the next {messageType}")]
    [When("the link of {string} loses the next {messageType}")]
    public void LosesNext([NamesLinkEnd] string node, MessageTypeName type) => LosesNextOnes(node, 1, type);

    /// <summary>Loses the next messages of a type, whichever way they go; a scenario in which none comes fails as vacuous.</summary>
    [Given("the link of {string} loses the next {int} {messageType}(s)")]
    [When("the link of {string} loses the next {int} {messageType}(s)")]
    public void LosesNextOnes([NamesLinkEnd] string node, [Range(1, int.MaxValue)] int count, MessageTypeName type) =>
        _scene.Links.SetFault(node, FaultAction.Drop, type.Name, new FaultScope { Times = count });

    /// <summary>Delivers the next message of a type twice, whichever way it goes; a scenario in which none comes fails as
    /// vacuous.</summary>
    [Given("the link of {string} duplicates the next {messageType}")]
    [When("the link of {string} duplicates the next {messageType}")]
    public void DuplicatesNext([NamesLinkEnd] string node, MessageTypeName type) =>
        _scene.Links.SetFault(node, FaultAction.Duplicate, type.Name, new FaultScope { Times = 1 });

    /// <summary>Loses the next datagrams that the node sends, of any kind; a scenario in which none comes fails as vacuous.</summary>
    [Given("the link of {string} loses the next {int} datagram(s)")]
    [When("the link of {string} loses the next {int} datagram(s)")]
    public void LosesNextDatagrams([NamesLinkEnd] string node, [Range(1, int.MaxValue)] int count) =>
        _scene.Links.SetFault(node, FaultAction.Drop, type: null, new FaultScope { Times = count });

    /// <summary>Delivers the next datagrams that the node sends twice, of any kind; a scenario in which none comes fails as
    /// vacuous.</summary>
    [Given("the link of {string} duplicates the next {int} datagram(s)")]
    [When("the link of {string} duplicates the next {int} datagram(s)")]
    public void DuplicatesNextDatagrams([NamesLinkEnd] string node, [Range(1, int.MaxValue)] int count) =>
        _scene.Links.SetFault(node, FaultAction.Duplicate, type: null, new FaultScope { Times = count });

    /// <summary>Delays the next datagrams that the node sends, of any kind, by more than the link's own delay; later ones may overtake
    /// them.</summary>
    [Given("the link of {string} delays the next {int} datagram(s) by {duration}")]
    [When("the link of {string} delays the next {int} datagram(s) by {duration}")]
    public void DelaysNextDatagrams(
        [NamesLinkEnd] string node,
        [Range(1, int.MaxValue)] int count,
        [LongerThanZero, LinkTime] TimeSpan by
    ) => _scene.Links.SetFault(node, FaultAction.Delay, type: null, new FaultScope { Times = count }, by);

    /// <summary>Loses one datagram that the node sends, counted from now; a scenario in which it never comes fails as vacuous.</summary>
    [Given("the link of {string} loses datagram number {int}")]
    [When("the link of {string} loses datagram number {int}")]
    public void LosesNumber([NamesLinkEnd] string node, [Range(1, int.MaxValue)] int number) =>
        _scene.Links.SetFault(node, FaultAction.Drop, type: null, new FaultScope { Nth = number });

    /// <summary>One link in each row, or one direction of it if the row says so. docs/writing-features.md lists the columns; all but the
    /// first are optional.</summary>
    [Given("the links:")]
    [When("the links change:")]
    public void TheLinks([NamesLinkEnd(Column = "link of")] IReadOnlyList<LinkRow> links)
    {
        foreach (LinkRow row in links)
        {
            row.Apply(_scene.Links);
        }
    }

    /// <summary>Keeps the next message of a type on the link until it is released.</summary>
    [Given("the link of {string} holds the next {messageType}")]
    [When("the link of {string} holds the next {messageType}")]
    public void HoldsNext([NamesLinkEnd] string node, MessageTypeName type) =>
        _scene.Links.SetFault(node, FaultAction.Hold, type.Name, new FaultScope { Times = 1 });

    /// <summary>Releases the messages that the link holds, in the order of arrival.</summary>
    [When("the link of {string} releases what it holds")]
    public void Releases([NamesLinkEnd] string node) => _scene.Links.Release(node);

    /// <summary>Delays the next message of a type by more than the link's own delay; later ones may overtake it.</summary>
    [Given("the link of {string} delays the next {messageType} by {duration}")]
    [When("the link of {string} delays the next {messageType} by {duration}")]
    public void DelaysNext([NamesLinkEnd] string node, MessageTypeName type, [LongerThanZero, LinkTime] TimeSpan by) =>
        _scene.Links.SetFault(node, FaultAction.Delay, type.Name, new FaultScope { Times = 1 }, by);

    /// <summary>Changes the delay of a link; datagrams in flight keep theirs.</summary>
    [When("the delay of the link of {string} becomes {duration}")]
    public void DelayBecomes([NamesLinkEnd] string node, [LinkTime] TimeSpan delay) => _scene.Links.SetDelay(node, delay, TimeSpan.Zero);
}
