using JumpingVpn.Lab;
using JumpingVpn.Protocol;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Traffic that goes on for a while, and the states that a session goes through meanwhile.</summary>
[Binding]
public sealed class StateSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Reads states in capitals, one or several separated by commas.</summary>
    [StepArgumentTransformation("([A-Z]{3,}(?:, [A-Z]{3,})*)", Name = "sessionStates")]
    public static IReadOnlyList<SessionState> ReadStates(string text) => text.Split(", ").Select(new SessionWords().ReadState).ToList();

    /// <summary>Reads a reason of the transition table, as events spell it.</summary>
    [StepArgumentTransformation("([A-Z]+(?:_[A-Z]+)+)", Name = "transitionReason")]
    public static TransitionReason ReadReason(string text)
    {
        TransitionReason[] all = Enum.GetValues<TransitionReason>();
        string known = KnownWord.Require(text, "reason for a state change", all.Select(CodeNames.Name), "docs/state-machine.md");
        return all.First(reason => CodeNames.Name(reason) == known);
    }

    /// <summary>Makes the client's next session move to another interface by itself when the first one fails, and move back
    /// later.</summary>
    [Given("{string} roams between its first network and {string}")]
    public void Roams([Names(Client)] string client, [Names(Interface, Of = nameof(client))] string other) =>
        _scene.Client(client).Roams = ["", other];

    /// <summary>The client's session runs over this interface now.</summary>
    [Then("the session of {string} runs over {string}")]
    public void ThenRunsOver([Names(Client)] string client, [Names(Interface, Of = nameof(client))] string name) =>
        _scene.Client(client).ExpectInterface(name);

    /// <summary>The client's session runs over the first interface of its host now.</summary>
    [Then("the session of {string} runs over its first network")]
    public void ThenRunsOverFirst([Names(Client)] string client) => _scene.Client(client).ExpectInterface("");

    /// <summary>Hands a message to the session again and again, at equal intervals; the first at once.</summary>
    [Given("{string} has sent a message every {duration} for {duration}")]
    [When("{string} sends a message every {duration} for {duration}")]
    public void SendsRegularly([Names(Client)] string client, [LongerThanZero] TimeSpan distance, [Takes] TimeSpan time) =>
        _scene.Client(client).SendRegularly(distance, time);

    /// <summary>All the states that the session went through since the latest block of Given or When steps began, in this order.</summary>
    [Then("the session of {string} went through {sessionStates}")]
    public void ThenWentThrough([Names(Client)] string client, IReadOnlyList<SessionState> states) =>
        _scene.Client(client).History.ExpectWent(states);

    /// <summary>The session was in this state at some time since the scenario began.</summary>
    [Then("the session of {string} has been {sessionState}")]
    public void ThenHasBeen([Names(Client)] string client, SessionState state) => _scene.Client(client).History.ExpectBeen(state);

    /// <summary>The session was never in this state since the scenario began.</summary>
    [Then("the session of {string} has never been {sessionState}")]
    public void ThenHasNeverBeen([Names(Client)] string client, SessionState state) => _scene.Client(client).History.ExpectNeverBeen(state);

    /// <summary>The reason of the latest state change.</summary>
    [Then("the session of {string} last changed state because of {transitionReason}")]
    public void ThenChangedBecause([Names(Client)] string client, TransitionReason reason) =>
        _scene.Client(client).History.ExpectReason(reason);

    /// <summary>Hands one more message to the session, and waits until it and all before it are acknowledged, at most this long. Data may
    /// flow again before the session is ATTACHED.</summary>
    [Then("{string} gets data through again within {duration}")]
    [Waits]
    public void ThenFlowsWithin([Names(Client)] string client, TimeSpan limit) => _scene.Client(client).ExpectFlowWithin(limit);

    /// <summary>Waits until the session is ATTACHED, at most this long. A recovering session becomes ATTACHED only after its stability
    /// window, later than data flows.</summary>
    [Then("the session of {string} is attached/ATTACHED again within {duration}")]
    [Waits]
    public void ThenAttachedWithin([Names(Client)] string client, TimeSpan limit) =>
        _scene.Client(client).History.ExpectAttachedWithin(limit);
}
