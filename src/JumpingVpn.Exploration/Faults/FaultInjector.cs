using JumpingVpn.Features.Documents;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>Injects a plan of faults into one run of a scenario, as steps between its steps would set them.</summary>
/// <remarks>One run each. Thread rule: that of the run.</remarks>
public sealed class FaultInjector : ISceneDisturber
{
    private readonly IReadOnlyList<Fault> _faults;
    private readonly IReadOnlyList<ScenarioStep> _steps;
    private readonly List<(Fault Fault, Disturbance Disturbance)> _set = [];
    private bool _standsAmongFacts;
    private int _next;
    private int _step = -1;

    /// <summary>Creates it for one run.</summary>
    /// <param name="plan">The faults.</param>
    /// <param name="scenario">The scenario that is run.</param>
    public FaultInjector(FaultPlan plan, Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(scenario);
        _faults = plan.Faults;
        _steps = scenario.Steps;
    }

    /// <summary>The faults that have struck so far.</summary>
    public IReadOnlyList<Fault> Struck => [.. _set.Where(static it => it.Disturbance.HasStruck).Select(static it => it.Fault)];

    /// <summary>Whether the scenario is another one than its text says: a fault has struck, or stands among its facts, so that what "since
    /// then" means has changed.</summary>
    public bool HasDisturbed => _standsAmongFacts || AnyHasStruck;

    private bool AnyHasStruck => _set.Exists(static it => it.Disturbance.HasStruck);

    /// <inheritdoc/>
    public void BeforeStep(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        scene.IsDisturbed = _faults.Count > 0;
        _step++;
        if (_next == _faults.Count || _faults[_next].BeforeStep != _step)
        {
            return;
        }

        // Written down, faults before a Then are Whens: their own block, and the Then begins another.
        bool isFact = _steps[_step].Kind == StepKind.Then;
        if (isFact)
        {
            scene.BeginBlock();
            _standsAmongFacts = true;
        }

        for (; _next < _faults.Count && _faults[_next].BeforeStep == _step; _next++)
        {
            Set(_faults[_next], scene);
        }

        if (isFact)
        {
            scene.BeginBlock();
        }
    }

    private void Set(Fault fault, Scene scene)
    {
        try
        {
            _set.Add((fault, fault.Set(scene)));
        }
        catch (SceneException)
        {
            // What the scene cannot have, an earlier fault having changed it, is not set and does not count.
        }
    }
}
