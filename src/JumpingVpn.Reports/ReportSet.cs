using JumpingVpn.Reports.Html;
using JumpingVpn.Reports.JUnit;
using JumpingVpn.Reports.Markdown;
using JumpingVpn.Reports.Messages;

namespace JumpingVpn.Reports;

/// <summary>All reports of a run, as one.</summary>
/// <remarks>Thread rule and order: those of <see cref="IReport"/>. Nothing that happens to a file later than <see cref="Start"/> throws
/// before disposal: see <see cref="Lost"/>.</remarks>
public sealed class ReportSet : IReport
{
    private const int BufferSize = 1 << 16;

    private readonly List<(ReportTarget Target, IReport Report)> _reports = [];
    private readonly List<ReportFileException> _lost = [];

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
        for (int i = 0; i < targets.Count; i++)
        {
            Check(targets[i], [.. targets.Take(i)]);
        }

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
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        // Those that write little begin, so that their files are whole while the others write the plan.
        Each(report => report.Start(facts, runs), static format => format is ReportFormat.JUnit or ReportFormat.Markdown);
        Each(report => report.Start(facts, runs), static format => format is ReportFormat.Html or ReportFormat.Messages);
    }

    /// <summary>The reports that could not be written to their end: a full disk of the one costs the others nothing.</summary>
    public IReadOnlyList<ReportFileException> Lost => _lost;

    /// <inheritdoc/>
    public void Begin(ReportRun run) => EachThatIsLeft(report => report.Begin(run));

    /// <inheritdoc/>
    public void End(ReportResult result) => EachThatIsLeft(report => report.End(result));

    /// <inheritdoc/>
    public void Finish(ReportSum sum) => EachThatIsLeft(report => report.Finish(sum));

    /// <inheritdoc/>
    public void Dispose()
    {
        (ReportTarget, IReport)[] reports = [.. _reports];
        _reports.Clear();
        ReportFileException? first = null;
        foreach ((ReportTarget target, IReport report) in reports)
        {
            try
            {
                report.Dispose(); // which writes what waits
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

    /// <summary>Before the first file is emptied: a report that cannot be written must not cost another one its old results.</summary>
    private static void Check(ReportTarget target, IReadOnlyList<ReportTarget> before)
    {
        try
        {
            if (before.Any(known => FileIdentity.AreOne(known.Path, target.Path)))
            {
                throw new IOException("another report is written there");
            }

            OutputProbe.Check(target.Path);
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            throw new ReportFileException(target, exception);
        }
    }

    private void Add(ReportTarget target, ReportDetail detail)
    {
        try
        {
            Stream stream = new FileStream(target.Path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize);
            _reports.Add((target, ReportOf(target.Format, stream, detail)));
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

    private void EachThatIsLeft(Action<IReport> act)
    {
        foreach ((ReportTarget target, IReport report) in _reports.ToArray())
        {
            try
            {
                act(report);
            }
            catch (Exception exception) when (IsAboutTheFile(exception))
            {
                _lost.Add(new ReportFileException(target, exception));
                _reports.Remove((target, report));
                Abandon(report);
            }
        }
    }

    private static void Abandon(IReport report)
    {
        try
        {
            report.Dispose();
        }
        catch (Exception exception) when (IsAboutTheFile(exception))
        {
            // What waited to be written cannot be, which is known.
        }
    }

    private void Each(Action<IReport> act, Func<ReportFormat, bool> isMeant)
    {
        foreach ((ReportTarget target, IReport report) in _reports.Where(one => isMeant(one.Target.Format)))
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
