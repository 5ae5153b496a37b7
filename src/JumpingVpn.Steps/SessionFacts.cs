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

    /// <summary>The last reattach was refused with this code, and with this reason where one is given.</summary>
    [Then("the reattach is refused as {refusal}")]
    public void ThenRefused(Refusal refusal) => _scene.LastReattacher.Reattach.ExpectRefused(refusal);

    /// <summary>The client holds its session in this state; to be ATTACHED, a recovering one is first given its stability window.</summary>
    [Then("the session of {string} is {sessionState}")]
    [Waits]
    public void ThenState([Names(Client)] string client, SessionState state) => _scene.Client(client).ExpectState(state);

    /// <summary>The state, and the id of the first session the client had.</summary>
    [Then("the session of {string} is {sessionState} with the same id")]
    [Waits]
    public void ThenStateSameId([Names(Client)] string client, SessionState state)
    {
        _scene.Client(client).ExpectState(state);
        _scene.Client(client).ExpectSameId();
    }

    /// <summary>The session is not terminated, whatever its path is like, and has the id of the first one the client had.</summary>
    [Then("{string} still holds the session it began with")]
    public void ThenStillHolds([Names(Client)] string client)
    {
        _scene.Client(client).ExpectAlive();
        _scene.Client(client).ExpectSameId();
    }

    /// <summary>The state, and an id that is not the one of the client's session before.</summary>
    [Then("the session of {string} is {sessionState} with another id")]
    [Waits]
    public void ThenStateOtherId([Names(Client)] string client, SessionState state)
    {
        _scene.Client(client).ExpectState(state);
        _scene.Client(client).ExpectOtherId();
    }

    /// <summary>Id, binding, state version and switches at the gateway are what they were before the first of the last events.</summary>
    [Then("the session of {string} is unchanged")]
    public void ThenUnchanged([Names(Client)] string client) => _scene.Client(client).ExpectUnchanged();

    /// <summary>The client reattached since its start, and never opened another socket for it.</summary>
    [Then("{string} has reattached on its old socket")]
    public void ThenReattachedOnOldSocket([Names(Client)] string client) => _scene.Client(client).Reattach.ExpectOnOldSocket();

    /// <summary>Waits until all that the client sent is acknowledged, and checks that each message was delivered once.</summary>
    [Then("all messages of {string} arrive exactly once")]
    [Waits]
    public void ThenAllArrive([Names(Client)] string client) => _scene.Client(client).ExpectAllDelivered();

    /// <summary>Of all clients: what was acknowledged was delivered, and nothing was delivered twice.</summary>
    [Then("no acknowledged message was lost or delivered twice")]
    public void ThenExactlyOnce() => _scene.ExpectExactlyOnce();
}
