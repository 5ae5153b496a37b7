namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>One event as somebody reported it.</summary>
/// <param name="Actor">Who.</param>
/// <param name="At">When, since the story began.</param>
/// <param name="What">The event, without what differs between two runs: times, session ids; addresses are numbered as they come up.</param>
internal sealed record AccountLine(string Actor, TimeSpan At, string What);
