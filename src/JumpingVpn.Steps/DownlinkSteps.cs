using System.ComponentModel.DataAnnotations;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>What a gateway sends to a client without being asked.</summary>
[Binding]
public sealed class DownlinkSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Hands one message for the client to its session, without waiting.</summary>
    [Given("{string} has sent a message to {string}")]
    [When("{string} sends a message to {string}")]
    public void SendsOne([Names(Gateway)] string gateway, [Names(Client)] string client) => SendsMany(gateway, 1, client);

    /// <summary>Hands one message of this length for the client to its session, without waiting.</summary>
    [Given("{string} has sent a message of {int} bytes to {string}")]
    [When("{string} sends a message of {int} bytes to {string}")]
    public void SendsLong([Names(Gateway)] string gateway, [Range(1, UdpLimits.LongestPayload)] int bytes, [Names(Client)] string client) =>
        _scene.Gateway(gateway).Send(_scene.Client(client), 1, bytes);

    /// <summary>Hands messages for the client to its session at once, without waiting.</summary>
    [Given("{string} has sent {int} messages to {string}")]
    [When("{string} sends {int} messages to {string}")]
    public void SendsMany([Names(Gateway)] string gateway, [Range(1, 1_000_000)] int count, [Names(Client)] string client) =>
        _scene.Gateway(gateway).Send(_scene.Client(client), count);

    /// <summary>Sends messages to the client, waiting for each acknowledgement.</summary>
    [When("{string} sends {int} messages to {string}, one after the other")]
    [Waits]
    public void SendsInTurn([Names(Gateway)] string gateway, [Range(1, 1_000_000)] int count, [Names(Client)] string client)
    {
        for (int i = 0; i < count; i++)
        {
            SendsOne(gateway, client);
            AllArrive(gateway, client);
        }
    }

    /// <summary>Waits until everything that the gateway sent to the client is acknowledged, and checks that each message was delivered
    /// once.</summary>
    [Then("all messages of {string} to {string} arrive exactly once")]
    [Waits]
    public void AllArrive([Names(Gateway)] string gateway, [Names(Client)] string client) =>
        _scene.Gateway(gateway).ExpectAllDelivered(_scene.Client(client));

    /// <summary>Exactly this many of the gateway's messages have reached the client so far.</summary>
    [Then("{string} has received {int} message(s) from {string}")]
    public void HasReceived([Names(Client)] string client, [Range(0, int.MaxValue)] int count, [Names(Gateway)] string gateway) =>
        _scene.Gateway(gateway).ExpectDelivered(_scene.Client(client), count);
}
