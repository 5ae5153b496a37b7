namespace JumpingVpn.Simulation.Captures;

/// <summary>A file is not a capture that can be read; the message is one sentence that says what was found and what to do.</summary>
public sealed class CaptureFormatException(string message) : FormatException(message);
