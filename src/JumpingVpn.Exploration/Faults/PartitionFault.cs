using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>Two hosts cannot reach each other for a while.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="One">One host.</param>
/// <param name="Other">The other.</param>
/// <param name="Lasting">For how long.</param>
/// <param name="Moment">From when on.</param>
public sealed record PartitionFault(int BeforeStep, string One, string Other, TimeSpan Lasting, Moment Moment) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => "partition";

    /// <inheritdoc/>
    public override string Sentence => $"\"{One}\" and \"{Other}\" cannot reach each other for {DurationWords.Of(Lasting)}, {Moment}";

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.Separate(One, Other, Lasting, Moment);
    }
}
