using System.ComponentModel.DataAnnotations;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>Attackers and strangers, and what they send.</summary>
[Binding]
public sealed class AttackSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Puts a host on the public network that only has an address.</summary>
    [Given("a stranger {string}")]
    public void GivenAStranger([Introduces(Stranger, Host)] string name) => _scene.AddAttacker(name, watched: null);

    /// <summary>Puts a host behind a NAT that only has an address there: a neighbour of the other hosts there.</summary>
    [Given("a stranger {string} behind {string}")]
    public void GivenAStrangerBehind([Introduces(Stranger, Host)] string name, [Names(Nat)] string nat) =>
        _scene.AddAttacker(name, watched: null, nat);

    /// <summary>Puts a host on the public network that sees each datagram that the client, gateway or endpoint sends, as it
    /// reaches that network, and may forge source addresses.</summary>
    [Given("an off-path attacker {string} who sees what {string} sends")]
    public void GivenAnAttacker([Introduces(OffPathAttacker, Host)] string name, [Names(Client, Gateway, Endpoint)] string client) =>
        _scene.AddAttacker(name, client);

    /// <summary>Sends every datagram that the attacker has captured once more, in order, from the attacker's address.</summary>
    [When("{string} sends everything that she/he/it has captured from her/his/its own address")]
    public void SendsAll([NamesEavesdropper] string attacker) => _scene.Attacker(attacker).ReplayAll(forged: false);

    /// <summary>Sends every datagram that the attacker has captured once more, in order, each from its original source address.</summary>
    [When("{string} sends everything that she/he/it has captured from its original address")]
    public void SendsAllForged([NamesEavesdropper] string attacker) => _scene.Attacker(attacker).ReplayAll(forged: true);

    /// <summary>Sends the last captured message of this type, unchanged, from the attacker's address.</summary>
    [When("{string} sends the captured {messageType} from her/his/its own address")]
    public void SendsCaptured([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene.Attacker(attacker).Replay(type.Name, first: false, forged: false);

    /// <summary>Sends the last captured message of this type, unchanged, from its original source address.</summary>
    [When("{string} sends the captured {messageType} from its original address")]
    public void SendsCapturedForged([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene.Attacker(attacker).Replay(type.Name, first: false, forged: true);

    /// <summary>Sends the first captured message of this type, unchanged, from its original source address.</summary>
    [When("{string} sends the first captured {messageType} from its original address")]
    public void SendsFirstCapturedForged([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene.Attacker(attacker).Replay(type.Name, first: true, forged: true);

    /// <summary>Sends the last captured message of this type with the session id of another client, from the attacker's address.</summary>
    [When("{string} sends the captured {messageType} for the session of {string}")]
    public void SendsCapturedForAnother([NamesEavesdropper] string attacker, MessageTypeName type, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).ReplayFor(type.Name, _scene.Client(victim));

    /// <summary>Forwards to the watched client, from the gateway's address, the last datagram that the gateway sent to the
    /// attacker.</summary>
    [When("{string} passes on what {string} has sent her/him/it")]
    public void PassesOn([NamesEavesdropper] string attacker, [Names(Gateway)] string gateway) =>
        _scene.Attacker(attacker).PassOn(_scene.Gateway(gateway));

    /// <summary>Sends a well-formed request whose proof was made with another secret.</summary>
    [When("{string} sends a REATTACH_REQUEST for the session of {string} with a wrong proof")]
    public void SendsWrongProof([NamesAttacker] string attacker, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).SendWrongProof(_scene.Client(victim));

    /// <summary>Sends a well-formed request for a random session id.</summary>
    [When("{string} sends a REATTACH_REQUEST for a session that does not exist")]
    public void SendsUnknownSession([NamesEavesdropper] string attacker) => _scene.Attacker(attacker).SendUnknownSession();

    /// <summary>Sends a well-formed TERMINATE with the client's session id from the attacker's own address.</summary>
    [When("{string} sends a TERMINATE for the session of {string}")]
    public void SendsTerminate([NamesAttacker] string attacker, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).SendTerminate(_scene.Client(victim));

    /// <summary>Sends a datagram of zero length to a gateway or an endpoint.</summary>
    [When("{string} sends an empty datagram to {string}")]
    public void SendsEmpty([NamesAttacker] string attacker, [Names(Gateway, Endpoint)] string to) =>
        _scene.Attacker(attacker).Send([], AddressOf(to));

    /// <summary>Sends bytes drawn from the attacker's random stream to a gateway or an endpoint.</summary>
    [When("{string} sends {int} random bytes to {string}")]
    public void SendsRandom([NamesAttacker] string attacker, [Range(1, 65_507)] int count, [Names(Gateway, Endpoint)] string to) =>
        _scene.Attacker(attacker).SendRandom(count, AddressOf(to));

    /// <summary>Sends a text as UTF-8 to a gateway or an endpoint; single quotes may hold a text with double quotes.</summary>
    [When("{string} sends the text {string} to {string}")]
    public void SendsText([NamesAttacker] string attacker, string text, [Names(Gateway, Endpoint)] string to) =>
        _scene.Attacker(attacker).SendText(text, AddressOf(to));

    private TransportAddress AddressOf(string name) =>
        _scene.Endpoints.All.FirstOrDefault(it => it.Name == name)?.Address ?? _scene.Gateway(name).Address;
}
