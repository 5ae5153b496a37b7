using System.Text;
using JumpingVpn.Lab;
using JumpingVpn.Protocol;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Where the secrets of sessions come from, and what somebody without them can do.</summary>
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

    /// <summary>Puts a session server on the public network, with a session TTL of 30 s, that takes no sessions of another mode.</summary>
    [Given("a gateway {string} in {sessionMode} mode")]
    public void GivenAGateway([Introduces(Gateway, Host)] string name, SessionMode mode) => _scene.AddGateway(name, mode: mode);

    /// <summary>Sets a client to a mode from its next session on, whatever its gateway is set to.</summary>
    [Given("{string} is set to {sessionMode} mode")]
    public void GivenAMode([Names(Client)] string client, SessionMode mode) => _scene.Client(client).Mode = mode;

    /// <summary>Gives a client a pre-shared key from its next session on that no gateway holds.</summary>
    [Given("{string} holds a pre-shared key of its own")]
    public void GivenAnotherKey([Names(Client)] string client) => _scene.Client(client).HoldsAnotherKey = true;

    /// <summary>Sends a well-formed message with the client's session id under the address that the session is bound to, without
    /// its keys.</summary>
    [When("{string} forges a {messageType} of {string}")]
    public void ForgesAsClient([NamesAttacker] string attacker, [Forgeable] MessageTypeName type, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).ForgeAsClient(type.Name, _scene.Client(victim));

    /// <summary>Sends a well-formed message with the client's session id to the client under its gateway's address, without its
    /// keys.</summary>
    [When("{string} forges a {messageType} from the gateway to {string}")]
    public void ForgesAsGateway([NamesAttacker] string attacker, [Forgeable] MessageTypeName type, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).ForgeAsGateway(type.Name, _scene.Client(victim));

    /// <summary>Sends the last captured message of this type with another value of one member, under the source address it had.</summary>
    [When("{string} sends the captured {messageType} with another {word} from its original address")]
    public void SendsChanged([NamesEavesdropper] string attacker, MessageTypeName type, string member) =>
        _scene.Attacker(attacker).ReplayChanged(type.Name, member);

    /// <summary>Sends a well-formed request whose proof was made with the secret that everybody knows.</summary>
    [When("{string} sends a REATTACH_REQUEST for the session of {string} with the demonstration's proof")]
    public void SendsDemonstrationProof([NamesAttacker] string attacker, [Names(Client)] string victim) =>
        _scene.Attacker(attacker).SendDemonstrationProof(_scene.Client(victim));

    /// <summary>The gateway handed something to its application that it takes for the client's, and that the client never sent.</summary>
    [Then("{string} takes it for a message of {string}")]
    public void ThenDeceived([Names(Gateway)] string gateway, [Names(Client)] string client) =>
        _scene.Gateway(gateway).ExpectDeceived(_scene.Client(client));

    /// <summary>A gateway or a client recorded a security event of this violation.</summary>
    [Then("{string} records the security event {reason}")]
    public void ThenViolation([Names(Gateway, Client)] string name, ReasonCode violation) => _scene.ExpectViolation(name, violation);

    /// <summary>Waits until the client has given up, and checks that it never had a session and why.</summary>
    [Then("{string} is given no session for the reason {reason}")]
    [Waits]
    public void ThenNoSession([Names(Client)] string client, ReasonCode reason) => _scene.Client(client).ExpectNoSession(reason);
}
