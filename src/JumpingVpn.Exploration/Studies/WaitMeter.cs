using JumpingVpn.Lab;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Studies;

/// <summary>Measures how much virtual time one step of a scenario takes.</summary>
/// <remarks>One run each. Thread rule: that of the run.</remarks>
/// <param name="step">Which step; the first is 0.</param>
internal sealed class WaitMeter(int step) : ISceneWitness
{
    private int _ended;
    private TimeSpan _last;

    /// <summary>How long it took; null until it has ended.</summary>
    public TimeSpan? Wait { get; private set; }

    public void OnStepEnded(Scene scene)
    {
        TimeSpan now = scene.Lab.Now;
        if (_ended++ == step)
        {
            Wait = now - _last;
        }

        _last = now;
    }

    public void OnScene(Scene scene) { }

    public void OnNode(SceneNodeKind kind, string name, string? behind) { }

    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) { }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload) { }
}
