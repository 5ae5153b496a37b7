using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Importing;

/// <summary>A datagram at one place of its way.</summary>
/// <param name="Order">Its place among all that was captured.</param>
/// <param name="Point">Where.</param>
/// <param name="At">When.</param>
/// <param name="Source">Its source as it stands there.</param>
/// <param name="Destination">Its destination as it stands there.</param>
internal sealed record Sighting(int Order, CapturePoint Point, TimeSpan At, TransportAddress Source, TransportAddress Destination);
