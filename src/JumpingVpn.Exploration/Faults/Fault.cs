using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>
/// One fault, and where in a scenario it is set. It can be injected while the scenario runs, or written into it as a step; both leave the
/// same trace.
/// </summary>
/// <param name="BeforeStep">The step before which it is set, and from which it counts; the first is 0.</param>
public abstract record Fault(int BeforeStep)
{
    /// <summary>The step of the public vocabulary that sets it, for a When.</summary>
    public abstract string Sentence { get; }

    /// <summary>The same for a Given.</summary>
    /// <value>Default: as for a When.</value>
    public virtual string GivenSentence => Sentence;

    /// <summary>Its kind, for the swarm's subsets and for sums.</summary>
    public abstract string Kind { get; }

    /// <summary>Sets it, exactly as its sentence does.</summary>
    /// <exception cref="SceneException">The scene cannot have it.</exception>
    public abstract Disturbance Set(Scene scene);
}
