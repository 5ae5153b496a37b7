using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>Something befalls a host, or the access link of any node.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Host">The host or node.</param>
/// <param name="Trouble">What befalls it.</param>
/// <param name="By">How long it lasts, or how far the clock jumps; 0 for a crash.</param>
/// <param name="Moment">When.</param>
public sealed record HostFault(int BeforeStep, string Host, HostTrouble Trouble, TimeSpan By, Moment Moment) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind =>
        Trouble switch
        {
            HostTrouble.Crash or HostTrouble.Restart => "crash",
            HostTrouble.Pause => "pause",
            HostTrouble.Cut => "outage",
            _ => "clock step",
        };

    /// <inheritdoc/>
    public override string Sentence =>
        Trouble switch
        {
            HostTrouble.Crash => $"\"{Host}\" crashes and restarts without its state, {Moment}",
            HostTrouble.Restart => $"\"{Host}\" crashes and restarts with its state, {Moment}",
            HostTrouble.Pause => $"\"{Host}\" pauses for {DurationWords.Of(By)}, {Moment}",
            HostTrouble.ClockAhead => $"the clock of \"{Host}\" jumps ahead by {DurationWords.Of(By)}, {Moment}",
            HostTrouble.ClockBack => $"the clock of \"{Host}\" jumps back by {DurationWords.Of(By)}, {Moment}",
            _ => $"the link of \"{Host}\" is cut for {DurationWords.Of(By)}, {Moment}",
        };

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        DisturbanceScene disturbances = scene.Disturbances;
        return Trouble switch
        {
            HostTrouble.Crash => disturbances.CrashAndRestart(Host, keepsState: false, Moment),
            HostTrouble.Restart => disturbances.CrashAndRestart(Host, keepsState: true, Moment),
            HostTrouble.Pause => disturbances.Pause(Host, By, Moment),
            HostTrouble.ClockAhead => disturbances.StepClock(Host, By, Moment),
            HostTrouble.ClockBack => disturbances.StepClock(Host, -By, Moment),
            _ => disturbances.Cut(Host, By, Moment),
        };
    }
}
