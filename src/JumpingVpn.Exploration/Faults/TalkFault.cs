using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A client talks on for a while. It harms nobody, and outlives timers that should have been stopped: a bound of an earlier loss,
/// or of a recovery that is over.</summary>
/// <param name="BeforeStep">Before which step.</param>
/// <param name="Client">The client.</param>
/// <param name="Lasting">For how long.</param>
public sealed record TalkFault(int BeforeStep, string Client, TimeSpan Lasting) : Fault(BeforeStep)
{
    // Shorter than the idle TTLs that features use, so that the session lives.
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public override string Kind => "long talk";

    /// <inheritdoc/>
    public override string Sentence =>
        $"\"{Client}\" sends a message every {DurationWords.Of(Interval)} for {DurationWords.Of(Lasting)}, whenever it can";

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.Talk(Client, Interval, Lasting);
    }
}
