namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>One event as somebody reported it.</summary>
/// <param name="Actor">Who.</param>
/// <param name="At">When, since the story began.</param>
/// <param name="What">The event, without what differs between two runs: times, spans of time, session ids; addresses are
/// numbered as they come up.</param>
/// <param name="Spans">The spans of time that it tells of: they are measured, so they differ as times do.</param>
internal sealed record AccountLine(string Actor, TimeSpan At, string What, IReadOnlyList<TimeSpan> Spans);
