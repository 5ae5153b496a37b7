namespace JumpingVpn.Simulation.Captures;

/// <summary>What a file says of a frame besides its bytes.</summary>
/// <param name="Point">The interface.</param>
/// <param name="At">When it was captured, since 1970.</param>
/// <param name="Comment">Its comment, or null.</param>
/// <param name="Uncaptured">How many bytes it had on the wire beyond those that were captured.</param>
internal readonly record struct FrameFacts(string Point, TimeSpan At, string? Comment, long Uncaptured);
