using System.Globalization;
using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A bit of a datagram flips, and no checksum catches it.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Node">Whose access link.</param>
/// <param name="Way">The direction.</param>
/// <param name="Number">Which datagram from then on; the first is 1.</param>
/// <param name="Bit">Which bit; the first is 0.</param>
public sealed record BitFault(int BeforeStep, string Node, LinkWays Way, int Number, int Bit) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => "corruption";

    /// <inheritdoc/>
    public override string Sentence =>
        string.Create(CultureInfo.InvariantCulture, $"the {FaultWords.Of(Way)} of \"{Node}\" flips bit {Bit} of datagram number {Number}");

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return scene.Disturbances.FlipBit(Node, Way, Number, Bit);
    }
}
