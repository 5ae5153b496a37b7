using JumpingVpn.Exploration.Studies;

namespace JumpingVpn.Cli.Studying;

/// <summary>A run of a case.</summary>
internal sealed record SampleLine : StudyLine
{
    /// <summary>The place of the case; the first is 0.</summary>
    public required int Case { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether all claims held.</summary>
    public required bool Held { get; init; }

    /// <summary>How long the measured step took; null if the run did not hold, or nothing is measured.</summary>
    public decimal? Seconds { get; init; }

    /// <summary>Whether the time is one that a run can have taken.</summary>
    internal bool IsPossible => Seconds is null or (>= 0 and <= 1_000_000_000);

    /// <summary>The time, exactly.</summary>
    internal TimeSpan? Time => Seconds is { } seconds ? TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;

    public static SampleLine Of(int number, ulong seed, StudySample sample) =>
        new()
        {
            Case = number,
            Seed = seed,
            Held = sample.Held,
            Seconds = sample.Time is { } time ? (decimal)time.Ticks / TimeSpan.TicksPerSecond : null,
        };
}
