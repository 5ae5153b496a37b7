using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>A host of the capture, which becomes a peer.</summary>
/// <param name="Name">Its name in the scenario.</param>
/// <param name="Address">Its address in the capture, with port 0.</param>
/// <param name="Behind">The NAT before it; null on the public network.</param>
internal sealed record ImportedHost(string Name, TransportAddress Address, string? Behind);
