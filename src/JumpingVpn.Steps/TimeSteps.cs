using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps;

/// <summary>Time is a step: between steps the world stands still.</summary>
[Binding]
public sealed class TimeSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Lets virtual time go by; whatever is due happens, at its own time.</summary>
    [Given("{duration} pass(es)")]
    [When("{duration} pass(es)")]
    public void TimePasses(TimeSpan time) => _scene.Pass(time);
}
