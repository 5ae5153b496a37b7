namespace JumpingVpn.Exploration.Importing;

/// <summary>A capture makes no scenario; the message is a sentence that says why and what to do.</summary>
public sealed class ImportRefusedException(string message) : Exception(message);
