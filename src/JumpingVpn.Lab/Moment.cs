using System.Globalization;

namespace JumpingVpn.Lab;

/// <summary>When a disturbance happens, counted from when it was set: after a time, or with a datagram.</summary>
public readonly record struct Moment
{
    /// <summary>How much virtual time passes before it.</summary>
    /// <value>Default: 0, the next thing that happens.</value>
    public TimeSpan After { get; init; }

    /// <summary>The datagram with which it happens: when that has entered its link and before it arrives; the first is 1. 0 for
    /// none.</summary>
    /// <value>Default: 0.</value>
    public int Datagram { get; init; }

    /// <summary>Whose access link the datagram enters; null without one.</summary>
    public string? Node { get; init; }

    /// <summary>In which direction.</summary>
    public LinkWays Way { get; init; }

    /// <summary>In words, as a step says it.</summary>
    public override string ToString() =>
        Node is null
            ? $"after {DurationWords.Of(After)}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"with datagram number {Datagram} on the {(Way == LinkWays.Up ? "uplink" : "downlink")} of \"{Node}\""
            );
}
