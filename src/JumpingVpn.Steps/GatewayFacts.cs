using System.ComponentModel.DataAnnotations;
using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>Facts about a gateway. "It" is what was sent to the gateway since the latest block of Given or When steps began.</summary>
[Binding]
public sealed class GatewayFacts(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>The gateway answered with this code, and with this reason if one is given.</summary>
    [Then("{string} refuses it as {refusal}")]
    public void ThenRefuses([Names(Gateway)] string gateway, Refusal refusal) => _scene.Gateway(gateway).ExpectRefused(refusal);

    /// <summary>The gateway answered with this code and recorded a security event.</summary>
    [Then("{string} refuses it as {refusal} and records a security event")]
    public void ThenRefusesAndRecords([Names(Gateway)] string gateway, Refusal refusal)
    {
        _scene.Gateway(gateway).ExpectRefused(refusal);
        _scene.Gateway(gateway).ExpectSecurityEvent();
    }

    /// <summary>Something arrived, and the gateway sent nothing at all.</summary>
    [Then("{string} stays silent")]
    public void ThenSilent([Names(Gateway)] string gateway) => _scene.Gateway(gateway).ExpectSilence();

    /// <summary>The gateway sent another REATTACH_ACK and switched nothing.</summary>
    [Then("{string} acknowledges it again")]
    public void ThenAcknowledgesAgain([Names(Gateway)] string gateway) => _scene.Gateway(gateway).ExpectAcknowledgedAgain();

    /// <summary>The gateway holds no live session.</summary>
    [Then("{string} holds no session")]
    public void ThenNoSession([Names(Gateway)] string gateway) => _scene.Gateway(gateway).ExpectSessions(0);

    /// <summary>The gateway holds exactly this many live sessions.</summary>
    [Then("{string} holds exactly {int} session(s)")]
    public void ThenSessions([Names(Gateway)] string gateway, [Range(0, int.MaxValue)] int count) =>
        _scene.Gateway(gateway).ExpectSessions(count);

    /// <summary>Exactly one TransportSwitch in the life of the session, marked explicit and auditable.</summary>
    [Then("{string} has switched the transport of {string} exactly once, explicitly")]
    public void ThenSwitchedOnce([Names(Gateway)] string gateway, [Names(Client)] string client) => ThenSwitched(gateway, client, 1);

    /// <summary>Exactly this many TransportSwitches in the life of the session, marked explicit and auditable.</summary>
    [Then("{string} has switched the transport of {string} exactly {int} time(s), explicitly")]
    public void ThenSwitched([Names(Gateway)] string gateway, [Names(Client)] string client, [Range(0, int.MaxValue)] int times) =>
        _scene.Gateway(gateway).ExpectSwitches(_scene.Client(client), times);

    /// <summary>The session is still bound to the address of the handshake.</summary>
    [Then("{string} has not switched the transport of {string}")]
    public void ThenNotSwitched([Names(Gateway)] string gateway, [Names(Client)] string client) => ThenSwitched(gateway, client, 0);
}
