using JumpingVpn.Lab;
using JumpingVpn.Steps.Rules;

namespace JumpingVpn.Steps;

/// <summary>Time passes in its own step; between steps the world stands still.</summary>
[Binding]
public sealed class TimeSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Lets this much virtual time pass; everything that falls due happens at its own time.</summary>
    [Given("{duration} pass(es)")]
    [When("{duration} pass(es)")]
    public void TimePasses([Takes] TimeSpan time) => _scene.Pass(time);

    /// <summary>Lets a random time pass, drawn uniformly from the seed, from nothing to this: what happens next meets timers at any
    /// phase.</summary>
    [Given("a random time of up to {duration} passes")]
    [When("a random time of up to {duration} passes")]
    [Waits]
    public void RandomTimePasses([LongerThanZero] TimeSpan longest) => _scene.Traffic.PassAtRandom(longest);

    /// <summary>From now on a step ends at once, so its datagrams are still in flight when the next step begins: on a link with a delay,
    /// they can race. By default a step ends when no datagrams are in flight, except those that are being held.</summary>
    [Given("the steps do not wait for datagrams in flight")]
    public void DoNotWait() => _scene.Traffic.DoNotWait();

    /// <summary>Hands a message to the session again and again, at equal intervals, while other things happen; the first at once. Meanwhile
    /// steps do not wait for datagrams in flight.</summary>
    [Given("{string} keeps sending a message every {duration}")]
    [When("{string} keeps sending a message every {duration}")]
    public void KeepsSending([Names(Client)] string client, [LongerThanZero] TimeSpan distance) =>
        _scene.Traffic.KeepSending(_scene.Client(client), distance);

    /// <summary>Ends the regular messages.</summary>
    [Given("{string} has stopped sending")]
    [When("{string} stops sending")]
    public void StopsSending([Names(Client)] string client) => _scene.Traffic.Stop(_scene.Client(client).Name);
}
