using System.Text.RegularExpressions;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Tags;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>What <c>jumpingvpn run</c> was asked to do.</summary>
internal sealed record RunOptions
{
    /// <summary>Feature files, directories, or <c>file:line</c>. Empty: the directory <c>features</c>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The carriers, each scenario on each of them.</summary>
    public IReadOnlyList<string> Backends { get; init; } = [BackendTags.Simulated];

    /// <summary>The seed of every scenario's world; with several seeds, the first of them.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Under how many seeds each scenario is run, one after the other from <see cref="Seed"/>.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Which part of the seeds.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Where the result file goes; null for nowhere.</summary>
    public string? ResultsPath { get; init; }

    /// <summary>Which scenarios, by their tags; null for all.</summary>
    public TagExpression? Tags { get; init; }

    /// <summary>Which scenarios, by "feature › scenario"; null for all.</summary>
    public Regex? Name { get; init; }

    /// <summary>Only what did not pass in the last run in this directory.</summary>
    public bool Rerun { get; init; }

    /// <summary>How many scenarios at once.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether nothing is run after the first scenario that does not pass.</summary>
    public bool FailFast { get; init; }

    /// <summary>Whether each endpoint of a shared library is its own process.</summary>
    public bool Isolate { get; init; }

    /// <summary>Whether only failures and sums are shown.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the plan is shown and nothing is run.</summary>
    public bool DryRun { get; init; }

    /// <summary>Whether a failure shows every datagram instead of the last ones.</summary>
    public bool TraceFailures { get; init; }

    /// <summary>The assemblies or projects of a user's own steps.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>Where the canonical event trace goes; null for nowhere.</summary>
    public string? TracePath { get; init; }

    /// <summary>Whether the report says where the trace is: not for one that is gone afterwards.</summary>
    public bool ReportsTrace { get; init; } = true;

    /// <summary>Where the captures of the simulated network go, a file or a folder; null for nowhere.</summary>
    public string? CapturePath { get; init; }

    /// <summary>The reports to write.</summary>
    public IReadOnlyList<ReportTarget> Reports { get; init; } = [];

    /// <summary>For which scenarios reports hold pictures and attachments.</summary>
    public ReportDetail ReportDetail { get; init; }

    /// <summary>Whether what happens on the network is recorded for a report.</summary>
    public bool RecordsPictures =>
        ReportDetail != ReportDetail.None && Reports.Any(static report => report.Format is ReportFormat.Html or ReportFormat.Messages);
}
