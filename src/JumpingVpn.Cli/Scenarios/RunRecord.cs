using JumpingVpn.Features.Running;
using JumpingVpn.Reports.Pictures;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>What one run of a scenario left behind.</summary>
/// <param name="Run">What was run.</param>
/// <param name="Result">What became of it.</param>
/// <param name="Elapsed">The time that it took.</param>
/// <param name="Trace">The lines of its trace; null if none is written.</param>
/// <param name="Capture">Its capture, a section of pcapng; null if none is written.</param>
/// <param name="Picture">What happened on its network; null if no report shows it.</param>
internal sealed record RunRecord(
    PlannedRun Run,
    ScenarioResult Result,
    TimeSpan Elapsed,
    IReadOnlyList<string>? Trace,
    ReadOnlyMemory<byte>? Capture,
    Picture? Picture
);
