using JumpingVpn.Features.Documents;

namespace JumpingVpn.Reports;

/// <summary>One scenario on one backend under one seed, as it is planned.</summary>
/// <param name="Number">Its place in the plan, from 0; unique in the report.</param>
/// <param name="Scenario">The scenario.</param>
/// <param name="Backend">The carrier it is run on.</param>
/// <param name="Seed">The seed of its world.</param>
/// <param name="Replay">The command line that runs it again.</param>
public sealed record ReportRun(int Number, Scenario Scenario, string Backend, ulong Seed, string Replay)
{
    /// <summary>For each step the expression of the vocabulary that it is bound to; null, or missing, for none.</summary>
    public IReadOnlyList<string?> Expressions { get; init; } = [];
}
