namespace JumpingVpn.Network.Impairments;

/// <summary>A stretch of time in which a link is something else.</summary>
/// <param name="At">Its beginning, counted from the beginning of the schedule.</param>
/// <param name="For">Its length; <see cref="TimeSpan.MaxValue"/> for one that never ends.</param>
/// <param name="Options">What the link does meanwhile.</param>
public sealed record LinkPhase(TimeSpan At, TimeSpan For, LinkOptions Options);
