namespace JumpingVpn.Cli;

/// <summary>What the process says to the shell.</summary>
internal static class ExitCode
{
    /// <summary>Done, or ended on request.</summary>
    public const int Success = 0;

    /// <summary>A scenario failed, or the other side did not answer.</summary>
    public const int Failure = 1;

    /// <summary>The command line, an address or a feature file is wrong: nothing was run.</summary>
    public const int Usage = 2;

    /// <summary>A run was interrupted before its end: 128 + SIGINT, as shells do.</summary>
    public const int Interrupted = 130;

    /// <summary>The reader of standard output went away before the end, of a run, or of a server or client without a log file:
    /// 128 + SIGPIPE, as shells do.</summary>
    public const int ReaderGone = 141;
}
