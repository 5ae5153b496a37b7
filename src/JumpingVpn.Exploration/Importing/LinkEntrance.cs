namespace JumpingVpn.Exploration.Importing;

/// <summary>A datagram that enters one direction of a link.</summary>
/// <param name="Journey">Whose.</param>
/// <param name="Key">The link.</param>
/// <param name="At">When.</param>
/// <param name="Takes">How long it takes to the next place that saw it; null if none says.</param>
/// <param name="IsLost">Whether it is lost there.</param>
/// <param name="Receiver">The downlink that comes after, where none saw it between; null elsewhere.</param>
internal sealed record LinkEntrance(Journey Journey, LinkKey Key, TimeSpan At, TimeSpan? Takes, bool IsLost, LinkKey? Receiver);
