namespace JumpingVpn.Reports.Studies;

/// <summary>One case.</summary>
/// <param name="Values">Its values, one for each column.</param>
/// <param name="Runs">How many runs there were.</param>
/// <param name="Held">How many of them held.</param>
/// <param name="Share">The share that held, 0 to 1.</param>
/// <param name="Median">The time that half of the runs needed at most.</param>
/// <param name="Late">The time that 99 of 100 runs needed at most.</param>
public sealed record StudyRow(
    IReadOnlyList<string> Values,
    int Runs,
    int Held,
    StudyEstimate Share,
    StudyEstimate? Median,
    StudyEstimate? Late
);
