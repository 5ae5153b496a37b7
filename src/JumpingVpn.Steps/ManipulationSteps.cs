using JumpingVpn.Lab;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Messages that attackers change, turn round or forge as a whole, and what comes of it.</summary>
[Binding]
public sealed class ManipulationSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Sends the last captured message of this type back to its sender, from the address that it was sent to.</summary>
    [When("{string} reflects the captured {messageType}")]
    public void Reflects([NamesEavesdropper] string attacker, MessageTypeName type) => _scene.Attacker(attacker).Reflect(type.Name);

    /// <summary>Sends a copy for each bit of the captured message, with that bit flipped, from the attacker's address.</summary>
    [When("{string} sends the captured {messageType} with each bit flipped in turn")]
    public void SendsFlipped([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene
            .Attacker(attacker)
            .SendChanged(
                type.Name,
                original =>
                    Enumerable
                        .Range(0, original.Length * 8)
                        .Select(bit =>
                            (byte[])[.. original[..(bit / 8)], (byte)(original[bit / 8] ^ (1 << (bit % 8))), .. original[((bit / 8) + 1)..]]
                        )
            );

    /// <summary>Sends each proper prefix of the captured message, including the empty one, from the attacker's address.</summary>
    [When("{string} sends the captured {messageType} truncated to each length")]
    public void SendsCut([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene
            .Attacker(attacker)
            .SendChanged(type.Name, original => Enumerable.Range(0, original.Length).Select(length => original[..length]));

    /// <summary>Sends the captured message once for each byte value, with that byte appended, from the attacker's address.</summary>
    [When("{string} sends the captured {messageType} with each byte value appended")]
    public void SendsExtended([NamesEavesdropper] string attacker, MessageTypeName type) =>
        _scene
            .Attacker(attacker)
            .SendChanged(type.Name, original => Enumerable.Range(0, 256).Select(value => (byte[])[.. original, (byte)value]));

    /// <summary>Sends a text as UTF-8 to the client that the attacker watches, from the gateway's address; single quotes may hold a text
    /// with double quotes.</summary>
    [When("{string} sends the text {string} from the address of {string}")]
    public void SendsTextAs([NamesEavesdropper] string attacker, string text, [Names(Gateway)] string gateway) =>
        _scene.Attacker(attacker).SendTextAs(_scene.Gateway(gateway), text);

    /// <summary>Sends a JSON object to the sender of the captured message, from the address that the message was sent to. It carries the
    /// message's nonce, and its session id unless the text has one.</summary>
    [When("{string} poses as the receiver of the captured {messageType} and answers with {string}")]
    public void AnswersAsReceiver([NamesEavesdropper] string attacker, [Answerable] MessageTypeName type, [JsonObject] string text) =>
        _scene.Attacker(attacker).AnswerAsReceiver(type.Name, text);

    /// <summary>Something arrived since the latest block of Given or When steps began, and the gateway accepted none of it: no session,
    /// data, keepalive, switch or end.</summary>
    [Then("{string} accepts none of it/them")]
    public void ThenAcceptsNone([Names(Gateway)] string gateway) => _scene.Gateway(gateway).ExpectNothingAccepted();

    /// <summary>Something arrived since the latest block of Given or When steps began, and the client neither changed its state nor sent
    /// anything.</summary>
    [Then("{string} ignores it")]
    public void ThenIgnores([Names(Client)] string client) => _scene.Client(client).ExpectIgnored();

    /// <summary>The gateway holds no session of this id.</summary>
    [Then("{string} holds no session with the id {string}")]
    [Safety]
    public void ThenNoSuchSession([Names(Gateway)] string gateway, [SessionId] string id) => _scene.Gateway(gateway).ExpectNoSession(id);
}
