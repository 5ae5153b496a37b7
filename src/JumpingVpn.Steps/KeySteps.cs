using System.Text;
using JumpingVpn.Lab;
using JumpingVpn.Protocol;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Where the secrets of sessions come from, and what an attacker without them can do.</summary>
[Binding]
public sealed class KeySteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Reads a mode, as the command line spells it.</summary>
    [StepArgumentTransformation("(demo|psk|ephemeral)", Name = "sessionMode")]
    public static SessionMode ReadMode(string text) => Enum.Parse<SessionMode>(text, ignoreCase: true);

    /// <summary>Reads a reason, as the wire spells it.</summary>
    [StepArgumentTransformation("([a-z_]+)", Name = "reason")]
    public static ReasonCode ReadReason(string text) =>
        CodeNames.TryParse(Encoding.UTF8.GetBytes(text), out ReasonCode reason)
            ? reason
            : throw KnownWord.Unknown(text, "reason", KnownWord.Reasons, "docs/wire-format.md");

    /// <summary>Puts a session server on the public network, with a session TTL of 30 s, that accepts no sessions in another
    /// mode.</summary>
    [Given("a gateway {string} in {sessionMode} mode")]
    public void GivenAGateway([Introduces(Gateway, Host)] string name, SessionMode mode) => _scene.AddGateway(name, mode: mode);

    /// <summary>Sets the mode that a client uses from its next session on, whatever the mode of its gateway.</summary>
    [Given("{string} is set to {sessionMode} mode")]
    public void GivenAMode([Names(Client)] string client, SessionMode mode) => _scene.Client(client).Mode = mode;

    /// <summary>Gives a client a pre-shared key that no gateway holds, used from its next session on.</summary>
    [Given("{string} holds a pre-shared key that no gateway holds")]
    public void GivenAnotherKey([Names(Client)] string client) => _scene.Client(client).HoldsAnotherKey = true;

    /// <summary>Sends a well-formed message with the client's session id from the address that the session is bound to, without its
    /// keys.</summary>
    [When("{string} forges a {messageType} from {string}")]
    public void ForgesAsClient([NamesAttacker] string attacker, [Forgeable] MessageTypeName type, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).ForgeAsClient(type.Name, _scene.Client(victim));

    /// <summary>Sends a well-formed message with the client's session id to the client from its gateway's address, without its
    /// keys.</summary>
    [When("{string} forges a {messageType} from the gateway to {string}")]
    public void ForgesAsGateway([NamesAttacker] string attacker, [Forgeable] MessageTypeName type, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).ForgeAsGateway(type.Name, _scene.Client(victim));

    /// <summary>Sends the last captured message of this type with another value for one member, from its original source address.</summary>
    [When("{string} sends the captured {messageType} with another {word} from its original address")]
    public void SendsChanged([NamesEavesdropper] string attacker, MessageTypeName type, string member) =>
        _scene.Attacker(attacker).ReplayChanged(type.Name, member);

    /// <summary>Sends a well-formed request whose proof was made with the public demo secret.</summary>
    [When("{string} sends a REATTACH_REQUEST for the session of {string} with a proof made from the demo secret")]
    public void SendsDemonstrationProof([NamesAttacker] string attacker, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).SendDemonstrationProof(_scene.Client(victim));

    /// <summary>The gateway handed its application a message that it attributes to the client, and that the client never sent.</summary>
    [Then("{string} mistakes it for a message from {string}")]
    public void ThenDeceived([Names(Gateway)] string gateway, [Names(Client)] string client) =>
        _scene.Gateway(gateway).ExpectDeceived(_scene.Client(client));

    /// <summary>A gateway or a client recorded a security event for this violation.</summary>
    [Then("{string} records the security event {reason}")]
    public void ThenViolation([Names(Gateway, Client)] string name, ReasonCode violation) => _scene.ExpectViolation(name, violation);

    /// <summary>Waits until the client has given up, and checks that it never had a session, and the reason.</summary>
    [Then("{string} gets no session because of {reason}")]
    [Waits]
    public void ThenNoSession([Names(Client)] string client, ReasonCode reason) => _scene.Client(client).ExpectNoSession(reason);
}
