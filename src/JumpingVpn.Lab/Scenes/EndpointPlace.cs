namespace JumpingVpn.Lab.Scenes;

/// <summary>Where an endpoint is, and what it is told when it is made.</summary>
/// <param name="Behind">The NAT it is behind, or null.</param>
/// <param name="Port">The port of its first address; null for a free one.</param>
/// <param name="Configuration">A text that the guest understands, in which <c>name:port</c> of another endpoint represents an
/// address.</param>
public sealed record EndpointPlace(string? Behind = null, ushort? Port = null, string Configuration = "");
