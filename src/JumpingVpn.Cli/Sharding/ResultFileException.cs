namespace JumpingVpn.Cli.Sharding;

/// <summary>A result file cannot be read, or does not belong to the others; the message is a whole sentence with file and line.</summary>
internal sealed class ResultFileException(string message) : Exception(message);
