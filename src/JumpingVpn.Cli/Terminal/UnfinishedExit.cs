namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Notices that this process is ended while its command is still under way, as by a step that calls <see cref="Environment.Exit"/> with 0:
/// a run that is cut short must not look like one that has passed.
/// </summary>
internal sealed class UnfinishedExit : IDisposable
{
    private readonly TextWriter _error;

    /// <summary>From now on the command is under way.</summary>
    /// <param name="error">Takes the sentence that says so.</param>
    public UnfinishedExit(TextWriter error)
    {
        _error = error;
        AppDomain.CurrentDomain.ProcessExit += Tell;
    }

    /// <summary>The command has ended.</summary>
    public void Dispose() => AppDomain.CurrentDomain.ProcessExit -= Tell;

    private void Tell(object? sender, EventArgs e)
    {
        if (Environment.ExitCode == ExitCode.Success)
        {
            Environment.ExitCode = ExitCode.Failure;
            _error.WriteLine(
                "jumpingvpn: something that ran here, such as a step, ended this process with the exit code 0: the rest was not run."
            );
        }
    }
}
