using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A datagram is lost, duplicated or delayed.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Node">Whose access link.</param>
/// <param name="Way">The direction.</param>
/// <param name="Number">Which datagram from then on; the first is 1.</param>
/// <param name="Fate">What befalls it.</param>
/// <param name="By">How late it is, for a delay; else 0.</param>
public sealed record DatagramFault(int BeforeStep, string Node, LinkWays Way, int Number, DatagramFate Fate, TimeSpan By)
    : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind =>
        Fate switch
        {
            DatagramFate.Lost => "loss",
            DatagramFate.Duplicated => "duplication",
            _ => "delay",
        };

    /// <inheritdoc/>
    public override string Sentence
    {
        get
        {
            string what = Fate switch
            {
                DatagramFate.Lost => "loses",
                DatagramFate.Duplicated => "duplicates",
                _ => "delays",
            };
            string by = Fate == DatagramFate.Delayed ? $" by {DurationWords.Of(By)}" : "";
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the {FaultWords.Of(Way)} of \"{Node}\" {what} datagram number {Number}{by}"
            );
        }
    }

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return Fate switch
        {
            DatagramFate.Lost => scene.Disturbances.Lose(Node, Way, Number),
            DatagramFate.Duplicated => scene.Disturbances.Duplicate(Node, Way, Number),
            _ => scene.Disturbances.Delay(Node, Way, Number, By),
        };
    }
}
