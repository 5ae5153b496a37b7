using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;
using JumpingVpn.Protocol;
using JumpingVpn.Steps.Rules;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>The policy of gateways and clients, floods that it must withstand, and its response to them.</summary>
[Binding]
public sealed class PolicySteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Reads a refusal's code, as the wire spells it.</summary>
    [StepArgumentTransformation("([A-Z][A-Z_]+)", Name = "refusalCode")]
    public static RefusalCode ReadCode(string text)
    {
        string name = KnownWord.Require(text, "refusal code", KnownWord.RefusalCodes);
        return Enum.GetValues<RefusalCode>().First(code => CodeNames.Name(code) == name);
    }

    /// <summary>One setting in each row, in the columns setting and value, for all gateways and clients. This step comes before them.
    /// docs/policy.md lists the settings.</summary>
    [Given("the policy:")]
    [Precedes(Gateway, Client)]
    public void GivenThePolicy(IReadOnlyList<PolicyRow> settings)
    {
        foreach (PolicyRow row in settings)
        {
            _scene.SetPolicy(row.Setting, row.Value);
        }
    }

    /// <summary>Sends well-formed messages that belong to no session, each as soon as the gateway has taken in the previous one, from the
    /// attacker's address.</summary>
    [When("{string} floods {string} with {int} {messageType} message(s)")]
    public void Floods(
        [NamesAttacker] string attacker,
        [Names(Gateway)] string gateway,
        [Range(1, 1_000_000)] int count,
        [Floodable] MessageTypeName type
    ) => _scene.Attacker(attacker).Flood(_scene.Gateway(gateway), type.Name, count);

    /// <summary>The same from the address that a client's session is bound to.</summary>
    [When("{string} floods {string} with {int} {messageType} message(s) from the address of {string}")]
    public void FloodsForged(
        [NamesAttacker] string attacker,
        [Names(Gateway)] string gateway,
        [Range(1, 1_000_000)] int count,
        [Floodable] MessageTypeName type,
        [NamesSender] string victim
    ) => _scene.Attacker(attacker).Flood(_scene.Gateway(gateway), type.Name, count, _scene.AddressOf(victim));

    /// <summary>Sends well-formed messages that belong to no session, at equal intervals, until the attacker stops; the first at once.
    /// Meanwhile steps do not wait for datagrams in flight.</summary>
    [When("{string} keeps flooding {string} with {int} {messageType} messages a second")]
    public void KeepsFlooding(
        [NamesAttacker] string attacker,
        [Names(Gateway)] string gateway,
        [Range(1, 10_000)] int rate,
        [Floodable] MessageTypeName type
    ) => _scene.Traffic.KeepFlooding(_scene.Attacker(attacker), _scene.Gateway(gateway), type.Name, rate);

    /// <summary>The same from the address that a client's session is bound to when each message is sent.</summary>
    [When("{string} keeps flooding {string} with {int} {messageType} messages a second from the address of {string}")]
    public void KeepsFloodingForged(
        [NamesAttacker] string attacker,
        [Names(Gateway)] string gateway,
        [Range(1, 10_000)] int rate,
        [Floodable] MessageTypeName type,
        [NamesSender] string victim
    ) => _scene.Traffic.KeepFlooding(_scene.Attacker(attacker), _scene.Gateway(gateway), type.Name, rate, _scene.AddressOf(victim));

    /// <summary>Ends the flood.</summary>
    [When("{string} stops flooding")]
    public void StopsFlooding([NamesAttacker] string attacker) => _scene.Traffic.Stop(attacker);

    /// <summary>The gateway has refused exactly this many messages with this code since the scenario began, whether or not it answered
    /// them.</summary>
    [Then("{string} has refused exactly {int} message(s) as {refusalCode}, answered or not")]
    public void ThenRefused([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int count, RefusalCode code) =>
        _scene.Gateway(gateway).ExpectRefusalCount(code, count);

    /// <summary>The gateway has answered exactly this many handshakes with HANDSHAKE_RETRY, that is, asked for a cookie, since the scenario
    /// began.</summary>
    [Then("{string} has answered exactly {int} handshake(s) with HANDSHAKE_RETRY")]
    public void ThenCookies([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int count) =>
        _scene.Gateway(gateway).ExpectHandshakeRetries(count);

    /// <summary>The gateway has sent exactly this many path challenges since the scenario began.</summary>
    [Then("{string} has challenged exactly {int} path(s)")]
    public void ThenChallenges([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int count) =>
        _scene.Gateway(gateway).ExpectChallenges(count);

    /// <summary>The gateway has emitted at most this many events since the latest block of Given or When steps began.</summary>
    [Then("{string} records at most {int} event(s)")]
    public void ThenEvents([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int count) =>
        _scene.Gateway(gateway).ExpectEventsAtMost(count);

    /// <summary>The gateway summed up the messages that it did not log one by one, and the sums are right.</summary>
    [Then("{string} sums up exactly {int} messages in {int} event(s)")]
    public void ThenSums([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int messages, [Range(0, int.MaxValue)] int events) =>
        _scene.Gateway(gateway).ExpectSummedUp(messages, events);

    /// <summary>The gateway recorded that this limit of the policy was reached.</summary>
    [Then("{string} records the policy event {reason}")]
    public void ThenPolicyEvent([Names(Gateway)] string gateway, ReasonCode reason) => _scene.Gateway(gateway).ExpectPolicyEvent(reason);
}
