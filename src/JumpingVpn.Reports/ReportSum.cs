namespace JumpingVpn.Reports;

/// <summary>What a run came to.</summary>
/// <param name="Elapsed">The time that it took by the clock on the wall.</param>
/// <param name="Complaints">What hooks around features and around the run had to complain about.</param>
/// <param name="IsCutShort">Whether it was interrupted, so that not all was run.</param>
public sealed record ReportSum(TimeSpan Elapsed, IReadOnlyList<string> Complaints, bool IsCutShort);
