namespace JumpingVpn.Reports;

/// <summary>A report cannot be written. The message names it and says why.</summary>
public sealed class ReportFileException : IOException
{
    /// <param name="target">The report.</param>
    /// <param name="cause">What the system says.</param>
    public ReportFileException(ReportTarget target, Exception cause)
        : base($"--report {target}: the file cannot be written: {cause?.Message}", cause) { }
}
