namespace JumpingVpn.Endpoints;

/// <summary>What an endpoint can be rolled back to.</summary>
/// <param name="Guest">Its state.</param>
/// <param name="Wake">When it wanted to be called next; <see cref="EndpointContract.Never"/> if it did not.</param>
public sealed record EndpointCheckpoint(EndpointSnapshot Guest, long Wake);
