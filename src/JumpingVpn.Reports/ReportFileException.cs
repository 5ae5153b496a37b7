namespace JumpingVpn.Reports;

/// <summary>A report cannot be written. The message names it and says why.</summary>
public sealed class ReportFileException : IOException
{
    /// <param name="target">The report.</param>
    /// <param name="cause">What the system says.</param>
    public ReportFileException(ReportTarget target, Exception cause)
        : base($"--report {target}: the file cannot be written: {WordsOf(cause)}", cause) { }

    // The runtime tells of a file that may become no longer as of a wrong argument.
    private static string? WordsOf(Exception? cause) =>
        cause is ArgumentOutOfRangeException
            ? "it has become as long as a file may be here (ulimit -f shows the limit of this shell)"
            : cause?.Message;
}
