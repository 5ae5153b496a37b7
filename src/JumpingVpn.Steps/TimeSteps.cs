using JumpingVpn.Lab;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Time is a step: between steps the world stands still.</summary>
[Binding]
public sealed class TimeSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Lets virtual time go by; whatever is due happens, at its own time.</summary>
    [Given("{duration} pass(es)")]
    [When("{duration} pass(es)")]
    public void TimePasses([Takes] TimeSpan time) => _scene.Pass(time);

    /// <summary>From now on a step ends at once, so that the next one meets what it sent on its way: on a link with a delay,
    /// things can race. Otherwise
    /// a step ends when no datagram is under way but those that somebody holds.</summary>
    [Given("the steps do not wait for datagrams under way")]
    public void DoNotWait() => _scene.Traffic.DoNotWait();

    /// <summary>Hands a message to the session again and again, at even distances, while other things happen; the first at once.
    /// Meanwhile steps do not wait for
    /// datagrams under way.</summary>
    [Given("{string} keeps sending a message every {duration}")]
    [When("{string} keeps sending a message every {duration}")]
    public void KeepsSending([Names(Client)] string client, [LongerThanZero] TimeSpan distance) =>
        _scene.Traffic.KeepSending(_scene.Client(client), distance);

    /// <summary>It sends no more of them.</summary>
    [Given("{string} has stopped sending")]
    [When("{string} stops sending")]
    public void StopsSending([Names(Client)] string client) => _scene.Traffic.Stop(_scene.Client(client).Name);
}
