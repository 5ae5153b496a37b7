using JumpingVpn.Features.Wording;

namespace JumpingVpn.Reports;

/// <summary>A report cannot be written. The message names it and says why.</summary>
public sealed class ReportFileException : IOException
{
    /// <param name="target">The report.</param>
    /// <param name="cause">What the system says.</param>
    public ReportFileException(ReportTarget target, Exception cause)
        : base($"--report {target}: the file cannot be written: {Explain(target, cause)}", cause) => Target = target;

    /// <summary>The report.</summary>
    public ReportTarget Target { get; }

    private static string? Explain(ReportTarget? target, Exception? cause) =>
        target is null || cause is null ? null
        : Directory.Exists(target.Path) ? $"it is a folder; write {target with { Path = target.ExampleIn(target.Path) }}"
        : FileTrouble.Explain(target.Path, cause);
}
