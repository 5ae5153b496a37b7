using JumpingVpn.Simulation;

namespace JumpingVpn.Steps.Recording;

/// <summary>A hop as it was seen.</summary>
/// <param name="Position">How much the story of the scene had by then.</param>
/// <param name="Facts">How many facts were noted by then.</param>
/// <param name="Hop">The hop.</param>
/// <param name="Payload">The bytes, shared with other hops.</param>
internal readonly record struct NotedHop(int Position, int Facts, NetworkHop Hop, byte[] Payload);
