namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>A story as it was played once.</summary>
/// <param name="Account">What client and gateway reported.</param>
/// <param name="Lateness">How late the machine was meanwhile: the most that somebody who only waited was woken late.</param>
internal sealed record Performance(List<AccountLine> Account, TimeSpan Lateness);
