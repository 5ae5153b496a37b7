using System.ComponentModel.DataAnnotations;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>What a client does.</summary>
[Binding]
public sealed class SessionSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Opens a new socket, sends the handshake and waits for the session.</summary>
    [Given("{string} has started a session on {string}")]
    [When("{string} starts a (new )session on {string}")]
    [Waits]
    public void Starts([Names(Client)] string client, [Names(Gateway)] string gateway) =>
        _scene.Client(client).Start(_scene.Gateway(gateway));

    /// <summary>Opens a new socket and sends the handshake, without waiting for the answer.</summary>
    [When("{string} starts a session on {string} without waiting for the answer")]
    public void Begins([Names(Client)] string client, [Names(Gateway)] string gateway) =>
        _scene.Client(client).Begin(_scene.Gateway(gateway));

    /// <summary>Sends messages one after the other, waiting for each acknowledgement.</summary>
    [Given("{string} has exchanged {int} message(s)")]
    [When("{string} exchanges {int} message(s)")]
    [Then("{string} can exchange {int} more message(s)")]
    [Waits]
    public void Exchanges([Names(Client)] string client, [Range(1, 1_000_000)] int count) => _scene.Client(client).Exchange(count);

    /// <summary>Hands one message to the session, without waiting.</summary>
    [Given("{string} has sent a message")]
    [When("{string} sends a message")]
    public void SendsOne([Names(Client)] string client) => _scene.Client(client).Send(1);

    /// <summary>Hands one message of this length to the session, without waiting.</summary>
    [Given("{string} has sent a message of {int} bytes")]
    [When("{string} sends a message of {int} bytes")]
    public void SendsLong([Names(Client)] string client, [Range(1, UdpLimits.LongestPayload)] int bytes) =>
        _scene.Client(client).Send(1, bytes);

    /// <summary>Hands messages to the session at once, without waiting.</summary>
    [Given("{string} has sent {int} messages")]
    [When("{string} sends {int} messages")]
    public void SendsMany([Names(Client)] string client, [Range(1, 1_000_000)] int count) => _scene.Client(client).Send(count);

    /// <summary>The client ends its session on purpose and tells the gateway.</summary>
    [Given("{string} has ended its session")]
    [When("{string} ends its session")]
    public void Ends([Names(Client)] string client) => _scene.Client(client).End();

    /// <summary>The gateway ends a client's session on purpose and tells the client.</summary>
    [When("{string} ends the session of {string}")]
    public void GatewayEnds([Names(Gateway)] string gateway, [Names(Client)] string client) =>
        _scene.Gateway(gateway).End(_scene.Client(client));

    /// <summary>Closes the client's socket; the client is not asked.</summary>
    [Given("the socket of {string} has died")]
    [When("the socket of {string} dies")]
    public void TheSocketDies([Names(Client)] string client) => _scene.Client(client).KillSocket();

    /// <summary>Opens a new socket, reattaches from it and waits for the answer.</summary>
    [When("{string} reattaches from a new socket")]
    [Waits]
    public void Reattaches([Names(Client)] string client) => _scene.Client(client).Reattach.FromNewSocket();

    /// <summary>Opens a new socket and sends a reattach request from it, without waiting for the answer.</summary>
    [When("{string} reattaches from a new socket without waiting for the answer")]
    public void BeginsToReattach([Names(Client)] string client) => _scene.Client(client).Reattach.BeginFromNewSocket();

    /// <summary>Reattaches on the socket that the client has, and waits for the answer.</summary>
    [When("{string} reattaches on its old socket")]
    [Waits]
    public void ReattachesOnTheOldSocket([Names(Client)] string client) => _scene.Client(client).Reattach.OnOldSocket();

    /// <summary>Opens a socket, sends a request whose proof was made with another secret, and closes it again.</summary>
    [When("{string} reattaches from a new socket with a wrong proof")]
    [Waits]
    public void ReattachesWithAWrongProof([Names(Client)] string client) => _scene.Client(client).Reattach.WithWrongProof();

    /// <summary>The client's socket died and it reattached from a new one, once.</summary>
    [Given("{string} has reattached once")]
    [Waits]
    public void HasReattachedOnce([Names(Client)] string client) => HasReattached(client, 1);

    /// <summary>The client's socket died and it reattached from a new one, this many times, each as soon as the gateway allows a
    /// switch.</summary>
    [Given("{string} has reattached {int} time(s)")]
    [Waits]
    public void HasReattached([Names(Client)] string client, [Range(1, 10_000)] int times)
    {
        for (int i = 0; i < times; i++)
        {
            if (i > 0)
            {
                _scene.Client(client).AwaitCooldown();
            }

            _scene.Client(client).KillSocket();
            _scene.Client(client).Reattach.FromNewSocket();
            _scene.Client(client).Reattach.ExpectAccepted();
        }
    }
}
