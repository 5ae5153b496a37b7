namespace JumpingVpn.Lab;

/// <summary>Something that an endpoint said.</summary>
/// <param name="At">When, in virtual time.</param>
/// <param name="Actor">The endpoint.</param>
/// <param name="Text">What.</param>
public sealed record Saying(TimeSpan At, string Actor, string Text);
