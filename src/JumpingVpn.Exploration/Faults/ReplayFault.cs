using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A datagram that the public network carried comes once more.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Host">The client or gateway that sent it.</param>
/// <param name="Number">Which of its datagrams from then on; the first is 1.</param>
/// <param name="After">How much later.</param>
/// <param name="Forger">From whose address; null for its own.</param>
public sealed record ReplayFault(int BeforeStep, string Host, int Number, TimeSpan After, string? Forger) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => "replay";

    /// <inheritdoc/>
    public override string Sentence =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"datagram number {Number} from \"{Host}\" is replayed after {DurationWords.Of(After)}"
                + $"{(Forger is null ? "" : $" from the address of \"{Forger}\"")}"
        );

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.Replay(Host, Number, After, Forger);
    }
}
