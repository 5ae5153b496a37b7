using JumpingVpn.Features.Running;
using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Reports;

/// <summary>What became of one run of a scenario.</summary>
/// <param name="Run">What was run.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Elapsed">The time that it took by the clock on the wall.</param>
/// <param name="Picture">What happened on its network; null if nothing did.</param>
public sealed record ReportResult(ReportRun Run, ScenarioResult Result, TimeSpan Elapsed, Picture? Picture);
