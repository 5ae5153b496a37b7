namespace JumpingVpn.Endpoints;

/// <summary>Who an endpoint is.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Seed">Its own number, the same for the same seed of the scenario.</param>
/// <param name="Configuration">A text that only the guest understands; empty if there is none.</param>
public sealed record EndpointSetup(string Name, ulong Seed, string Configuration);
