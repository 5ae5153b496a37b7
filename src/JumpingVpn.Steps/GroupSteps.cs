using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Many clients in one sentence. Each can also be named alone: the third of "phones" is "phones-3".</summary>
[Binding]
public sealed class GroupSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Puts this many client hosts on the public network, "phones-1" and so on, and establishes the session of each.</summary>
    [Given("{int} clients {string} with sessions on {string}")]
    [Waits]
    public void GivenClients(
        [Range(1, ClientGroup.MaxCount)] int count,
        [Introduces(Clients), Introduces(Client, Host, Count = nameof(count))] string group,
        [Names(Gateway)] string gateway
    ) => _scene.AddClients(group, count).Start(_scene.Gateway(gateway));

    /// <summary>Puts this many client hosts behind a NAT, "phones-1" and so on, and establishes the session of each.</summary>
    [Given("{int} clients {string} behind {string} with sessions on {string}")]
    [Waits]
    public void GivenClientsBehind(
        [Range(1, ClientGroup.MaxCount)] int count,
        [Introduces(Clients), Introduces(Client, Host, Count = nameof(count))] string group,
        [Names(Nat)] string nat,
        [Names(Gateway)] string gateway
    ) => _scene.AddClients(group, count, nat).Start(_scene.Gateway(gateway));

    /// <summary>Each client of the group hands one message to its session, without waiting.</summary>
    [Given("each of {string} has sent a message")]
    [When("each of {string} sends a message")]
    public void EachSends([Names(Clients)] string group) => _scene.ClientGroup(group).Send();

    /// <summary>Each client of the group opens a new socket, reattaches from it and is accepted.</summary>
    [When("each of {string} reattaches from a new socket")]
    [Waits]
    public void EachReattaches([Names(Clients)] string group) => _scene.ClientGroup(group).Reattach();

    /// <summary>Waits until everything that the clients of the group sent is acknowledged, and checks that each message was delivered
    /// once.</summary>
    [Then("all messages of each of {string} arrive exactly once")]
    [Waits]
    public void ThenAllArrive([Names(Clients)] string group) => _scene.ClientGroup(group).ExpectAllDelivered();

    /// <summary>Each client of the group holds its session in this state.</summary>
    [Then("the session of each of {string} is {sessionState}")]
    public void ThenState([Names(Clients)] string group, SessionState state) => _scene.ClientGroup(group).ExpectState(state);
}
