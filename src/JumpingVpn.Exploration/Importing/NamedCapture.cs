using JumpingVpn.Simulation.Captures;

namespace JumpingVpn.Exploration.Importing;

/// <summary>A capture and the name of its file, for messages.</summary>
/// <param name="Name">The name.</param>
/// <param name="Content">What it holds.</param>
public sealed record NamedCapture(string Name, CaptureContent Content);
