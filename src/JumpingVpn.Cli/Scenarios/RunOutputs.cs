using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Wording;
using JumpingVpn.Lab;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// What a run writes besides its text: the trace, the captures and the reports. One of them that cannot be written any more, because the
/// disk is full, is told of at once, and the run goes on without it.
/// </summary>
internal sealed class RunOutputs : IDisposable
{
    private readonly RunOptions _options;
    private readonly TextWriter _error;
    private TraceFile? _trace;
    private CaptureFiles? _captures;
    private RunReports? _reports;
    private int _reportsLost;

    private RunOutputs(RunOptions options, TextWriter error)
    {
        _options = options;
        _error = error;
    }

    /// <summary>Whether one could not be written to its end, which has been told.</summary>
    public bool HasLost { get; private set; }

    /// <summary>Whether anybody wants to know how long the steps take.</summary>
    public bool HasReports => _reports is not null;

    /// <summary>Opens all of them.</summary>
    /// <exception cref="IOException">One cannot be written. The message is for the user, and says which.</exception>
    public static RunOutputs Open(RunOptions options, RunPlan plan, Surroundings surroundings)
    {
        var outputs = new RunOutputs(options, surroundings.Error);
        try
        {
            outputs._reports = options.Reports.Count == 0 ? null : RunReports.Start(options, plan, surroundings.Clock.GetLocalNow());
            string? trouble =
                TroubleOf("--trace", options.TracePath, path => outputs._trace = TraceFile.Create(path))
                ?? TroubleOf("--pcap", options.CapturePath, path => outputs._captures = CaptureFiles.Create(path));
            return trouble is null ? outputs : throw new IOException(trouble);
        }
        catch
        {
            outputs.Dispose();
            throw;
        }
    }

    /// <summary>Tells that a scenario is being run; called on the thread that runs it.</summary>
    public void Begin(PlannedRun run) => _reports?.Begin(run);

    /// <summary>Takes what became of a scenario.</summary>
    public void Take(RunRecord record)
    {
        Use(ref _trace, "--trace", _options.TracePath, trace => trace.Write(record));
        Use(
            ref _captures,
            "--pcap",
            _options.CapturePath,
            captures => captures.Begin(record.Run.CaptureTitle).Append(record.Capture!.Value.Span)
        );
        _reports?.End(record);
        TellOfReports();
    }

    /// <summary>Ends all of them, and says where they are.</summary>
    public void Finish(TimeSpan elapsed, RunReport report, bool isCutShort)
    {
        Use(ref _trace, "--trace", _options.TracePath, static trace => trace.Flush(), isOver: true);
        if (_trace is not null && _options.ReportsTrace)
        {
            report.Trace(_trace);
        }

        _reports?.Finish(elapsed, report.Complaints, isCutShort);
        TellOfReports(isOver: true);
        report.Reports(_options.Reports.Except(_reports?.Lost.Select(static lost => lost.Target) ?? []));
    }

    /// <exception cref="IOException">What waited to be written cannot be. The message is for the user.</exception>
    public void Dispose()
    {
        string? trouble =
            TroubleOf("--trace", _options.TracePath, _ => _trace?.Dispose())
            ?? TroubleOf("--pcap", _options.CapturePath, _ => _captures?.Dispose());
        _reports?.Dispose();
        if (trouble is not null)
        {
            throw new IOException(trouble);
        }
    }

    /// <summary>What to tell the user if a file cannot be used; null if it can, or if none is asked for.</summary>
    public static string? TroubleOf(string option, string? path, Action<string> use)
    {
        try
        {
            if (path is not null)
            {
                use(path);
            }

            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{option} '{path}': the file cannot be written: {FileTrouble.Explain(path!, exception)}.";
        }
    }

    private void Use<T>(ref T? output, string option, string? path, Action<T> use, bool isOver = false)
        where T : class, IDisposable
    {
        T? known = output;
        if (known is null || TroubleOf(option, path, _ => use(known)) is not { } trouble)
        {
            return;
        }

        Tell(trouble, isOver);
        TroubleOf(option, path, _ => known.Dispose()); // which is the same trouble once more
        output = null;
    }

    private void TellOfReports(bool isOver = false)
    {
        for (; _reportsLost < (_reports?.Lost.Count ?? 0); _reportsLost++)
        {
            Tell($"{_reports!.Lost[_reportsLost].Message}.", isOver);
        }
    }

    private void Tell(string trouble, bool isOver = false)
    {
        HasLost = true;
        _error.WriteLine(isOver ? trouble : $"{trouble} The run goes on without it.");
    }
}
