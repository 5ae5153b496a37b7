namespace JumpingVpn.Reports;

/// <summary>A report of one run, which is written while the run goes on: nothing of a scenario is kept once it was told.</summary>
/// <remarks>
/// Order: <see cref="Start"/>; for each scenario that is run <see cref="Begin"/> and <see cref="End"/>, where several may have begun;
/// <see cref="Finish"/>; disposal. If the run dies, the report covers it up to there. Ownership: the file is the report's. Thread rule: one
/// thread at a time.
/// </remarks>
public interface IReport : IDisposable
{
    /// <summary>Tells what will be run, in order.</summary>
    /// <param name="facts">About the run as a whole.</param>
    /// <param name="runs">All of it; each keeps its <see cref="ReportRun.Number"/>.</param>
    /// <exception cref="IOException">The file cannot be written; so every member here.</exception>
    void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs);

    /// <summary>Tells that a scenario is being run.</summary>
    void Begin(ReportRun run);

    /// <summary>Tells what became of a scenario.</summary>
    void End(ReportResult result);

    /// <summary>Tells that the run is over.</summary>
    /// <param name="sum">What it came to.</param>
    void Finish(ReportSum sum);
}
