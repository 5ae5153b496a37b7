namespace JumpingVpn.Cli.OwnSteps;

/// <summary>Steps of a user's own cannot be had; the message says which, why, and what to do.</summary>
internal sealed class StepSourceException(string message) : Exception(message);
