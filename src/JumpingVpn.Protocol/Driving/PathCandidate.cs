using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Driving;

/// <summary>One network that a client may use: Wi-Fi, LTE.</summary>
/// <param name="Name">Its name, unique among the client's candidates.</param>
/// <param name="Open">Opens a new channel on it, which the driver owns; null where that is impossible now. It is called under the driver's lock and must be
/// quick. A function rather than a channel, because a channel on a network that was away is dead when the network comes back.</param>
public sealed record PathCandidate(string Name, Func<IDatagramChannel?> Open);
