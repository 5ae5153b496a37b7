using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Naming;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Steps;

/// <summary>The policy of gateways and clients, floods that it has to stand, and what it does about them.</summary>
[Binding]
public sealed class PolicySteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Reads a refusal's code, as the wire spells it.</summary>
    [StepArgumentTransformation("([A-Z][A-Z_]+)", Name = "refusalCode")]
    public static RefusalCode ReadCode(string text)
    {
        string name = KnownWord.Require(text, "code of a refusal", KnownWord.RefusalCodes);
        return Enum.GetValues<RefusalCode>().First(code => CodeNames.Name(code) == name);
    }

    /// <summary>One setting a row, in the columns setting and value, for all gateways and clients; it comes before them. docs/policy.md lists the settings.</summary>
    [Given("the policy:")]
    public void GivenThePolicy(DataTable table)
    {
        if (!table.ContainsColumn("setting") || !table.ContainsColumn("value") || table.Header.Count != 2)
        {
            throw new FormatException("A policy is a table with the columns `setting` and `value`.");
        }

        foreach (DataTableRow row in table.Rows)
        {
            _scene.SetPolicy(KnownSetting(row["setting"]), row["value"]);
        }
    }

    /// <summary>Sends well-formed messages that belong to no session, each as soon as the one before was taken, from the attacker's address.</summary>
    [When("{string} floods {string} with {int} {messageType} message(s)")]
    public void Floods(string attacker, string gateway, int count, MessageType type) =>
        _scene.Attacker(attacker).Flood(_scene.Gateway(gateway), type.Name, count);

    /// <summary>The same under the address that the session of a client is bound to.</summary>
    [When("{string} floods {string} with {int} {messageType} message(s) under the address of {string}")]
    public void FloodsForged(string attacker, string gateway, int count, MessageType type, string victim) =>
        _scene.Attacker(attacker).Flood(_scene.Gateway(gateway), type.Name, count, _scene.AddressOf(victim));

    /// <summary>Sends well-formed messages that belong to no session, at even distances, until the attacker stops; the first at once. Meanwhile steps do not
    /// wait for datagrams under way.</summary>
    [When("{string} keeps flooding {string} with {int} {messageType} messages a second")]
    public void KeepsFlooding(string attacker, string gateway, int rate, MessageType type) =>
        _scene.Traffic.KeepFlooding(_scene.Attacker(attacker), _scene.Gateway(gateway), type.Name, rate);

    /// <summary>The same under the address that the session of a client is bound to now.</summary>
    [When("{string} keeps flooding {string} with {int} {messageType} messages a second under the address of {string}")]
    public void KeepsFloodingForged(string attacker, string gateway, int rate, MessageType type, string victim) =>
        _scene.Traffic.KeepFlooding(_scene.Attacker(attacker), _scene.Gateway(gateway), type.Name, rate, _scene.AddressOf(victim));

    /// <summary>Ends the flood.</summary>
    [When("{string} stops flooding")]
    public void StopsFlooding(string attacker) => _scene.Traffic.Stop(attacker);

    /// <summary>The gateway refused so many messages with this code since the scenario began, whether or not it answered them.</summary>
    [Then("{string} has refused exactly {int} message(s) as {refusalCode}, answered or not")]
    public void ThenRefused(string gateway, int count, RefusalCode code) => _scene.Gateway(gateway).ExpectRefusalCount(code, count);

    /// <summary>The gateway answered so many handshakes with a retry since the scenario began.</summary>
    [Then("{string} has asked exactly {int} handshake(s) for a cookie")]
    public void ThenCookies(string gateway, int count) => _scene.Gateway(gateway).ExpectCookies(count);

    /// <summary>The gateway sent so many path challenges since the scenario began.</summary>
    [Then("{string} has challenged exactly {int} path(s)")]
    public void ThenChallenges(string gateway, int count) => _scene.Gateway(gateway).ExpectChallenges(count);

    /// <summary>The gateway emitted no more events than this since the last events began.</summary>
    [Then("{string} logs at most {int} events")]
    public void ThenEvents(string gateway, int count) => _scene.Gateway(gateway).ExpectEventsAtMost(count);

    /// <summary>What the gateway did not log one by one it summed up, and the sums are right.</summary>
    [Then("{string} sums up exactly {int} messages in {int} event(s)")]
    public void ThenSums(string gateway, int messages, int events) => _scene.Gateway(gateway).ExpectSummedUp(messages, events);

    /// <summary>The gateway recorded that this bound of the policy was met.</summary>
    [Then("{string} records the policy event {reason}")]
    public void ThenPolicyEvent(string gateway, ReasonCode reason) => _scene.Gateway(gateway).ExpectPolicyEvent(reason);

    private static string KnownSetting(string name) => PolicySettings.Knows(name)
        ? name
        : throw new FormatException(
            $"There is no policy setting `{name}`. Did you mean `{NearestName.Of(name, PolicySettings.Names)}`? docs/policy.md lists all.");
}
