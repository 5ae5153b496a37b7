using System.ComponentModel.DataAnnotations;
using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>What is set in one step and strikes later, in the midst of another: single datagrams by their number, hosts and NATs at a
/// moment. What never strikes fails the scenario as vacuous. The findings of <c>explore</c> are written in these sentences.</summary>
[Binding]
public sealed class DisturbanceSteps(ScenarioLab lab)
{
    private readonly DisturbanceScene _disturbances = lab.Scene.Disturbances;

    /// <summary>A moment to come, counted from the step that names it: after a time, or with a datagram, when it has entered its link and
    /// before it arrives.</summary>
    [StepArgumentTransformation(
        @"(after \d+(?:\.\d+)? ?[A-Za-zµ]+|with datagram number \d{1,9} on the (?:uplink|downlink) of ""[^""]+"")",
        Name = "moment"
    )]
    public static Moment ReadMoment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith("after ", StringComparison.Ordinal))
        {
            return new Moment { After = new Quantities().ReadDuration(text["after ".Length..]) };
        }

        string[] words = text.Split(' ', 9); // with datagram number 3 on the uplink of "phone"
        int number = int.Parse(words[3], CultureInfo.InvariantCulture);
        return number >= 1
            ? new Moment
            {
                Datagram = number,
                Way = new LinkWords().ReadWay(words[6]),
                Node = words[8].Trim('"'),
            }
            : throw new FormatException($"`{text}` never comes: the first datagram is number 1");
    }

    /// <summary>Sends at equal intervals, the first at once, where the session accepts a message and the host is running; the others are
    /// left out.</summary>
    [Given("{string} sends a message every {duration} for {duration}, whenever it can")]
    [When("{string} sends a message every {duration} for {duration}, whenever it can")]
    public void Talks([Names(Client)] string client, [LongerThanZero] TimeSpan distance, [Takes] TimeSpan time) =>
        _disturbances.Talk(client, distance, time);

    /// <summary>Loses one datagram that enters this direction of a link, counted from now.</summary>
    [Given("the {linkWay} of {string} loses datagram number {int}")]
    [When("the {linkWay} of {string} loses datagram number {int}")]
    public void Loses(LinkWays way, [NamesLinkEnd] string node, [Range(1, int.MaxValue)] int number) =>
        _disturbances.Lose(node, way, number);

    /// <summary>Delivers twice one datagram that enters this direction of a link, counted from now.</summary>
    [Given("the {linkWay} of {string} duplicates datagram number {int}")]
    [When("the {linkWay} of {string} duplicates datagram number {int}")]
    public void Duplicates(LinkWays way, [NamesLinkEnd] string node, [Range(1, int.MaxValue)] int number) =>
        _disturbances.Duplicate(node, way, number);

    /// <summary>Delays one datagram that enters this direction of a link, counted from now; later ones may overtake it.</summary>
    [Given("the {linkWay} of {string} delays datagram number {int} by {duration}")]
    [When("the {linkWay} of {string} delays datagram number {int} by {duration}")]
    public void Delays(
        LinkWays way,
        [NamesLinkEnd] string node,
        [Range(1, int.MaxValue)] int number,
        [LongerThanZero, LinkTime] TimeSpan by
    ) => _disturbances.Delay(node, way, number, by);

    /// <summary>Flips one bit of one datagram that enters this direction of a link, counted from now; the first bit is number 0. No
    /// checksum catches it.</summary>
    [Given("the {linkWay} of {string} flips bit {int} of datagram number {int}")]
    [When("the {linkWay} of {string} flips bit {int} of datagram number {int}")]
    public void Flips(LinkWays way, [NamesLinkEnd] string node, [Range(0, 524_056)] int bit, [Range(1, int.MaxValue)] int number) =>
        _disturbances.FlipBit(node, way, number, bit);

    /// <summary>Sends one datagram of a gateway, a client or an endpoint, counted from now, once more from its original address, this long
    /// after the public network carried it.</summary>
    [Given("datagram number {int} from {string} is replayed after {duration}")]
    [When("datagram number {int} from {string} is replayed after {duration}")]
    public void Replays([Range(1, int.MaxValue)] int number, [Names(Gateway, Client, Endpoint)] string host, TimeSpan after) =>
        _disturbances.Replay(host, number, after);

    /// <summary>Sends a copy of one datagram of a gateway, a client or an endpoint, counted from now, from the address of somebody else,
    /// this long after the public network carried it.</summary>
    [Given("datagram number {int} from {string} is replayed after {duration} from the address of {string}")]
    [When("datagram number {int} from {string} is replayed after {duration} from the address of {string}")]
    public void ReplaysFrom(
        [Range(1, int.MaxValue)] int number,
        [Names(Gateway, Client, Endpoint)] string host,
        TimeSpan after,
        [NamesAddress] string forger
    ) => _disturbances.Replay(host, number, after, forger);

    /// <summary>Sends a forged message under the address of somebody else, at a later moment. If its <c>session_id</c> is the name of a
    /// client, it becomes the id of that client's session.</summary>
    [Given("{string} arrives at {string} under the address of {string}, {moment}")]
    [When("{string} arrives at {string} under the address of {string}, {moment}")]
    public void Comes([JsonObject] string text, [NamesHost] string to, [NamesHost] string from, Moment moment) =>
        _disturbances.Forge(text, to, from, moment);

    /// <summary>Gives every mapping of a NAT a new port, address or both, at a later moment.</summary>
    [Given("{string} rebinds every mapping to a new {rebinding}, {moment}")]
    [When("{string} rebinds every mapping to a new {rebinding}, {moment}")]
    public void Rebinds([Names(Nat)] string nat, NatRebindingKind kind, Moment moment) => _disturbances.Rebind(nat, kind, moment);

    /// <summary>Empties the table of a NAT, at a later moment.</summary>
    [Given("{string} forgets all mappings, {moment}")]
    [When("{string} forgets all mappings, {moment}")]
    public void Forgets([Names(Nat)] string nat, Moment moment) => _disturbances.Forget(nat, moment);

    /// <summary>Crashes a gateway, a client or an endpoint and restarts it at once, at a later moment; its sockets, timers and sessions are
    /// lost.</summary>
    [Given("{string} crashes and restarts without its state, {moment}")]
    [When("{string} crashes and restarts without its state, {moment}")]
    public void CrashesWithoutState([Names(Gateway, Client, Endpoint)] string host, Moment moment) =>
        _disturbances.CrashAndRestart(host, keepsState: false, moment);

    /// <summary>Crashes a host that has saved its state and restarts it at once, at a later moment.</summary>
    [Given("{string} crashes and restarts with its state, {moment}")]
    [When("{string} crashes and restarts with its state, {moment}")]
    public void CrashesWithState([NamesHost] string host, Moment moment) => _disturbances.CrashAndRestart(host, keepsState: true, moment);

    /// <summary>Freezes a host for a while, at a later moment.</summary>
    [Given("{string} pauses for {duration}, {moment}")]
    [When("{string} pauses for {duration}, {moment}")]
    public void Pauses([NamesHost] string host, TimeSpan lasting, Moment moment) => _disturbances.Pause(host, lasting, moment);

    /// <summary>Sets the wall clock of a host forward, at a later moment.</summary>
    [Given("the clock of {string} jumps ahead by {duration}, {moment}")]
    [When("the clock of {string} jumps ahead by {duration}, {moment}")]
    public void JumpsAhead([NamesHost] string host, TimeSpan by, Moment moment) => _disturbances.StepClock(host, by, moment);

    /// <summary>Sets the wall clock of a host back, at a later moment.</summary>
    [Given("the clock of {string} jumps back by {duration}, {moment}")]
    [When("the clock of {string} jumps back by {duration}, {moment}")]
    public void JumpsBack([NamesHost] string host, TimeSpan by, Moment moment) => _disturbances.StepClock(host, -by, moment);

    /// <summary>Cuts a link in both directions for a while, at a later moment.</summary>
    [Given("the link of {string} is cut for {duration}, {moment}")]
    [When("the link of {string} is cut for {duration}, {moment}")]
    public void IsCut([NamesLinkEnd] string node, TimeSpan lasting, Moment moment) => _disturbances.Cut(node, lasting, moment);

    /// <summary>Drops everything between two hosts for a while, at a later moment.</summary>
    [Given("{string} and {string} cannot reach each other for {duration}, {moment}")]
    [When("{string} and {string} cannot reach each other for {duration}, {moment}")]
    public void AreSeparated([NamesHost] string one, [NamesHost] string other, TimeSpan lasting, Moment moment) =>
        _disturbances.Separate(one, other, lasting, moment);
}
