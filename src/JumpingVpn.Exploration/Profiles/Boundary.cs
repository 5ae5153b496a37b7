namespace JumpingVpn.Exploration.Profiles;

/// <summary>The world before a step of the undisturbed run.</summary>
/// <param name="At">The virtual time.</param>
/// <param name="Nodes">Whatever has an access link.</param>
/// <param name="Actors">The gateways, clients and endpoints.</param>
/// <param name="Gateways">The gateways.</param>
/// <param name="Clients">The clients.</param>
/// <param name="Nats">The NATs.</param>
/// <param name="Forgers">The attackers and clients from whose addresses copies may come.</param>
/// <param name="Peers">The hosts without a session.</param>
/// <param name="PublicPeers">Those of them on the public network.</param>
public sealed record Boundary(
    TimeSpan At,
    IReadOnlyList<string> Nodes,
    IReadOnlyList<string> Actors,
    IReadOnlyList<string> Gateways,
    IReadOnlyList<string> Clients,
    IReadOnlyList<string> Nats,
    IReadOnlyList<string> Forgers,
    IReadOnlyList<string> Peers,
    IReadOnlyList<string> PublicPeers
);
