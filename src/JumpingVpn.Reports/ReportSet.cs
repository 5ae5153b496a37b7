using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.JUnit;
using JumpingVpn.Reports.Markdown;
using JumpingVpn.Reports.Messages;

namespace JumpingVpn.Reports;

/// <summary>All reports of a run, as one.</summary>
/// <remarks>Thread rule and order: those of <see cref="IReport"/>.</remarks>
public sealed class ReportSet : IReport
{
    private const int BufferSize = 1 << 16;

    private readonly List<(ReportTarget Target, IReport Report, WholeFile File)> _reports = [];
    private bool _isFinished;

    private ReportSet() { }

    /// <summary>Opens all files, so that one that cannot be written is known before anything is run.</summary>
    /// <param name="targets">The reports.</param>
    /// <param name="detail">For which scenarios those that can hold pictures and attachments do.</param>
    /// <returns>The reports; they are the caller's to dispose of.</returns>
    /// <exception cref="ReportFileException">A file cannot be written, or two reports have one file.</exception>
    public static ReportSet Open(IReadOnlyList<ReportTarget> targets, ReportDetail detail)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var set = new ReportSet();
        try
        {
            foreach (ReportTarget target in targets)
            {
                set.Add(target, detail);
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs) => Each(report => report.Start(facts, runs));

    /// <inheritdoc/>
    public void Begin(ReportRun run) => Each(report => report.Begin(run));

    /// <inheritdoc/>
    public void End(ReportResult result) => Each(report => report.End(result));

    /// <inheritdoc/>
    public void Finish(ReportSum sum)
    {
        Each(report => report.Finish(sum));
        _isFinished = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (ReportTarget, IReport, WholeFile)[] reports = [.. _reports];
        _reports.Clear();
        ReportFileException? first = null;
        foreach ((ReportTarget target, IReport report, WholeFile file) in reports)
        {
            using WholeFile its = file; // dropped unless it is kept
            try
            {
                report.Dispose(); // which writes what waits
                if (_isFinished)
                {
                    its.Keep();
                }
            }
            catch (Exception exception) when (IsAboutTheFile(exception))
            {
                first ??= new ReportFileException(target, exception);
            }
        }

        if (first is not null)
        {
            throw first;
        }
    }

    private void Add(ReportTarget target, ReportDetail detail)
    {
        try
        {
            string path = Path.GetFullPath(target.Path);
            if (_reports.Any(known => string.Equals(Path.GetFullPath(known.Target.Path), path, StringComparison.Ordinal)))
            {
                throw new IOException("another report is written there");
            }

            var file = new WholeFile(
                path,
                static name => new FileStream(name, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize)
            );
            _reports.Add((target, ReportOf(target.Format, file.Stream, detail), file));
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            throw new ReportFileException(target, exception);
        }
    }

    private static IReport ReportOf(ReportFormat format, Stream stream, ReportDetail detail) =>
        format switch
        {
            ReportFormat.Html => new HtmlReport(stream, detail),
            ReportFormat.JUnit => new JUnitReport(stream),
            ReportFormat.Messages => new MessagesReport(stream, detail),
            _ => new MarkdownReport(stream),
        };

    private void Each(Action<IReport> act)
    {
        foreach ((ReportTarget target, IReport report, _) in _reports)
        {
            try
            {
                act(report);
            }
            catch (Exception exception) when (IsAboutTheFile(exception))
            {
                throw new ReportFileException(target, exception);
            }
        }
    }

    private static bool IsAboutTheFile(Exception exception) =>
        exception is (IOException and not ReportFileException) or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
