using JumpingVpn.Lab;
using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Facts about a client's session.</summary>
[Binding]
public sealed class SessionFacts(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>The last reattach was acknowledged.</summary>
    [Then("the reattach is accepted")]
    public void ThenAccepted() => _scene.LastReattacher.Reattach.ExpectAccepted();

    /// <summary>The last reattach was refused with this code, and with this reason if one is given.</summary>
    [Then("the reattach is refused as {refusal}")]
    public void ThenRefused(Refusal refusal) => _scene.LastReattacher.Reattach.ExpectRefused(refusal);

    /// <summary>The client holds its session in this state; to be ATTACHED, a recovering one is first given its stability window.</summary>
    [Then("the session of {string} is {sessionState}")]
    [Waits]
    public void ThenState([Names(Client)] string client, SessionState state) => _scene.Client(client).ExpectState(state);

    /// <summary>The session is in this state, and its id is that of the client's first session.</summary>
    [Then("the session of {string} is {sessionState} with the same id")]
    [Waits]
    public void ThenStateSameId([Names(Client)] string client, SessionState state)
    {
        _scene.Client(client).ExpectState(state);
        _scene.Client(client).ExpectSameId();
    }

    /// <summary>The session is not terminated, whatever the state of its path, and has the id of the client's first session.</summary>
    [Then("{string} still holds its first session")]
    public void ThenStillHolds([Names(Client)] string client)
    {
        _scene.Client(client).ExpectAlive();
        _scene.Client(client).ExpectSameId();
    }

    /// <summary>The session is in this state, and its id differs from that of the client's previous session.</summary>
    [Then("the session of {string} is {sessionState} with another id")]
    [Waits]
    public void ThenStateOtherId([Names(Client)] string client, SessionState state)
    {
        _scene.Client(client).ExpectState(state);
        _scene.Client(client).ExpectOtherId();
    }

    /// <summary>Id, binding, state version and switches at the gateway are what they were before the first of the last When
    /// steps.</summary>
    [Then("the session of {string} is unchanged")]
    public void ThenUnchanged([Names(Client)] string client) => _scene.Client(client).ExpectUnchanged();

    /// <summary>The client has reattached since it started, and never opened another socket to do so.</summary>
    [Then("{string} has reattached on its old socket")]
    public void ThenReattachedOnOldSocket([Names(Client)] string client) => _scene.Client(client).Reattach.ExpectOnOldSocket();

    /// <summary>Waits until everything that the client sent is acknowledged, and checks that each message was delivered once.</summary>
    [Then("all messages of {string} arrive exactly once")]
    [Waits]
    public void ThenAllArrive([Names(Client)] string client) => _scene.Client(client).ExpectAllDelivered();

    /// <summary>For all clients: every acknowledged message was delivered, and none was delivered twice.</summary>
    [Then("no acknowledged message was lost or delivered twice")]
    [Safety]
    public void ThenExactlyOnce() => _scene.ExpectExactlyOnce();
}
