using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Faults;

namespace JumpingVpn.Exploration.Trials;

/// <summary>What became of a trial.</summary>
/// <param name="Trial">The trial.</param>
/// <param name="Signature">What went wrong; null if nothing did.</param>
/// <param name="Message">The same in full; null if nothing did.</param>
/// <param name="Struck">The faults that struck.</param>
/// <param name="EndedAt">The step at which the scenario ended early; −1 where it did not.</param>
public sealed record TrialResult(Trial Trial, Signature? Signature, string? Message, IReadOnlyList<Fault> Struck, int EndedAt)
{
    /// <summary>What it came to, for a trial of the guided strategy; else empty.</summary>
    public IReadOnlyList<CoveredState> States { get; init; } = [];

    /// <summary>What the finding is called: a claim by its sentence as the file has it; null where nothing went wrong.</summary>
    public string? Title { get; init; }

    /// <summary>The step that failed, behind which nothing was run; −1 where none did.</summary>
    public int FailedAt { get; init; } = -1;

    /// <summary>For a run without faults, why the scenario cannot be explored: it asks for what cannot be, or for what is not there, or
    /// has itself passed over. Null where it can, or where something went wrong.</summary>
    public Obstacle? Obstacle { get; init; }

    /// <summary>Whether a claim of the scenario did not hold and was passed over.</summary>
    public bool HasExcused { get; init; }

    /// <summary>Whether it counts as explored: where faults were planned, one at least struck.</summary>
    public bool Counts => Trial.Plan.Faults.Count == 0 || Struck.Count > 0;
}
