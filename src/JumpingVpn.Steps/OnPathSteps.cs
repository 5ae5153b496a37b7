using JumpingVpn.Lab;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>
/// An attacker on the path of a host's or NAT's datagrams, in both directions. The first of his attacks that strikes a datagram decides; an
/// attack that never strikes fails the scenario as vacuous.
/// </summary>
[Binding]
public sealed class OnPathSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Puts an attacker on an access link. On a client's link he can also do what an off-path attacker can.</summary>
    [Given("an on-path attacker {string} on the link of {string}")]
    public void GivenAnOnPathAttacker([Introduces(OnPathAttacker, Host)] string name, [NamesLinkEnd] string node) =>
        _scene.AddOnPathAttacker(name, node);

    /// <summary>Removes the next message of a type.</summary>
    [When("{string} drops the next {messageType}")]
    public void DropsNext([Names(OnPathAttacker)] string attacker, MessageTypeName type) =>
        _scene.OnPath(attacker).Drop(type.Name, times: 1);

    /// <summary>Removes every message of a type from now on.</summary>
    [When("{string} drops every {messageType}")]
    public void DropsEvery([Names(OnPathAttacker)] string attacker, MessageTypeName type) =>
        _scene.OnPath(attacker).Drop(type.Name, times: null);

    /// <summary>Removes every datagram from now on.</summary>
    [When("{string} drops every datagram")]
    public void DropsAll([Names(OnPathAttacker)] string attacker) => _scene.OnPath(attacker).Drop(type: null, times: null);

    /// <summary>Keeps the next message of a type until it is released.</summary>
    [When("{string} holds the next {messageType}")]
    public void HoldsNext([Names(OnPathAttacker)] string attacker, MessageTypeName type) =>
        _scene.OnPath(attacker).Hold(type.Name, times: 1);

    /// <summary>Keeps every message of a type until it is released.</summary>
    [When("{string} holds every {messageType}")]
    public void HoldsEvery([Names(OnPathAttacker)] string attacker, MessageTypeName type) =>
        _scene.OnPath(attacker).Hold(type.Name, times: null);

    /// <summary>Sends a copy of the last held datagram from the attacker's own address: a race with a head start.</summary>
    [When("{string} sends a copy of what she/he/it holds from her/his/its own address")]
    public void SendsACopy([Names(OnPathAttacker)] string attacker) => _scene.OnPath(attacker).SendCopy(_scene.Attacker(attacker));

    /// <summary>Releases everything that is held, in the order of arrival.</summary>
    [When("{string} releases what she/he/it holds")]
    public void Releases([Names(OnPathAttacker)] string attacker) => _scene.OnPath(attacker).Release();

    /// <summary>Delays the next message of a type; later ones overtake it.</summary>
    [When("{string} delays the next {messageType} by {duration}")]
    public void DelaysNext([Names(OnPathAttacker)] string attacker, MessageTypeName type, [LongerThanZero] TimeSpan by) =>
        _scene.OnPath(attacker).Delay(by, type.Name, times: 1);

    /// <summary>Delays every datagram from now on.</summary>
    [When("{string} delays every datagram by {duration}")]
    public void DelaysEvery([Names(OnPathAttacker)] string attacker, [LongerThanZero] TimeSpan by) =>
        _scene.OnPath(attacker).Delay(by, type: null, times: null);

    /// <summary>Changes the value of one member in the next message of a type.</summary>
    [When("{string} changes the {string} of the next {messageType} to {string}")]
    public void Changes([Names(OnPathAttacker)] string attacker, string member, MessageTypeName type, string value) =>
        _scene.OnPath(attacker).Change(member, type.Name, value);

    /// <summary>Flips one bit, drawn at random, of the next message of a type.</summary>
    [When("{string} flips a bit of the next {messageType}")]
    public void FlipsABit([Names(OnPathAttacker)] string attacker, MessageTypeName type) => _scene.OnPath(attacker).FlipBit(type.Name);

    /// <summary>Ends all attacks; what is held stays held.</summary>
    [When("{string} lets everything pass")]
    public void StopsAttacking([Names(OnPathAttacker)] string attacker) => _scene.OnPath(attacker).Stop();
}
