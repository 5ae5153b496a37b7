namespace JumpingVpn.Cli.Terminal;

/// <summary>Standard output cannot be written, for example because the disk is full that it goes to. The message says so.</summary>
internal sealed class StandardOutputException(IOException cause)
    : IOException($"standard output cannot be written: {cause.Message}", cause);
