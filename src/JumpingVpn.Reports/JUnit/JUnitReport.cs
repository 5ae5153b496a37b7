using System.Globalization;
using System.Xml;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports.JUnit;

/// <summary>JUnit XML as Jenkins, GitLab and GitHub's actions read it: a suite for each feature, a case for each run.</summary>
/// <remarks>
/// A suite begins with its totals, so the cases of one feature are kept until the next feature begins. A scenario that was planned and did
/// not run is a skipped case at the end. While the run goes on, the file is a whole document whose last suite has an error: the run has not
/// ended. If the program is killed, this is what remains.
/// </remarks>
/// <param name="stream">Where it goes; owned by the report from now on. One that cannot seek gets everything at the end.</param>
public sealed class JUnitReport(Stream stream) : IReport
{
    private readonly SortedDictionary<int, ReportRun> _open = [];
    private readonly UnfinishedXml _document = new(stream);
    private readonly List<ReportResult> _suite = [];
    private DateTimeOffset _startedAt;

    private XmlWriter Xml => _document.Xml;

    /// <inheritdoc/>
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(runs);
        _startedAt = facts.StartedAt;
        foreach (ReportRun run in runs)
        {
            _open.Add(run.Number, run);
        }

        Xml.WriteStartDocument();
        Xml.WriteStartElement("testsuites");
        Xml.WriteAttributeString("name", XmlText.Of(facts.Command));
        _document.Save();
    }

    /// <inheritdoc/>
    public void Begin(ReportRun run) { }

    /// <inheritdoc/>
    public void End(ReportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (_suite.Count > 0 && FeatureOf(_suite[0].Run) != FeatureOf(result.Run))
        {
            WriteSuite();
            _document.Save();
        }

        _open.Remove(result.Run.Number);
        _suite.Add(result with { Picture = null });
    }

    /// <inheritdoc/>
    public void Finish(ReportSum sum)
    {
        WriteSuite();
        foreach (IGrouping<string, ReportRun> runs in _open.Values.GroupBy(FeatureOf))
        {
            WriteHead(runs.First().Scenario.Feature, runs.Count(), 0, 0, runs.Count(), TimeSpan.Zero);
            foreach (ReportRun run in runs)
            {
                WriteCase(run, TimeSpan.Zero, () => WriteReason("skipped", "not run", null, null));
            }

            Xml.WriteEndElement();
        }

        Xml.WriteEndElement();
        Xml.WriteEndDocument();
        _document.Finish();
    }

    /// <inheritdoc/>
    public void Dispose() => _document.Dispose();

    private static string FeatureOf(ReportRun run) => run.Scenario.Feature.FullPath;

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    private void WriteSuite()
    {
        if (_suite.Count == 0)
        {
            return;
        }

        int Count(ScenarioOutcome outcome) => _suite.Count(result => result.Result.Outcome == outcome);
        WriteHead(
            _suite[0].Run.Scenario.Feature,
            _suite.Count,
            Count(ScenarioOutcome.Failed),
            Count(ScenarioOutcome.Broken),
            Count(ScenarioOutcome.Skipped),
            _suite.Aggregate(TimeSpan.Zero, static (sum, result) => sum + result.Elapsed)
        );
        foreach (ReportResult result in _suite)
        {
            WriteCase(result.Run, result.Elapsed, () => WriteOutcome(result));
        }

        Xml.WriteEndElement();
        _suite.Clear();
    }

    private void WriteHead(Feature feature, int tests, int failures, int errors, int skipped, TimeSpan time)
    {
        Xml.WriteStartElement("testsuite");
        Xml.WriteAttributeString("name", XmlText.Of(feature.Name));
        Xml.WriteAttributeString("file", XmlText.Of(feature.Path));
        Xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("skipped", skipped.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("time", Seconds(time));
        Xml.WriteAttributeString("timestamp", _startedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
    }

    private void WriteCase(ReportRun run, TimeSpan time, Action writeOutcome)
    {
        Xml.WriteStartElement("testcase");
        Xml.WriteAttributeString("name", XmlText.Of(FormattableString.Invariant($"{run.Scenario.Name} [{run.Backend}, seed {run.Seed}]")));
        Xml.WriteAttributeString("classname", XmlText.Of(run.Scenario.Feature.Name));
        Xml.WriteAttributeString("file", XmlText.Of(run.Scenario.Feature.Path));
        Xml.WriteAttributeString("line", run.Scenario.Line.ToString(CultureInfo.InvariantCulture));
        Xml.WriteAttributeString("time", Seconds(time));
        writeOutcome();
        Xml.WriteEndElement();
    }

    private void WriteOutcome(ReportResult result)
    {
        ScenarioResult what = result.Result;
        switch (what.Outcome)
        {
            case ScenarioOutcome.Failed:
                WriteReason("failure", what.Message, what.Error?.GetType().FullName, Body(result));
                break;
            case ScenarioOutcome.Broken:
                WriteReason("error", what.Message, what.Error?.GetType().FullName, Body(result));
                break;
            case ScenarioOutcome.Skipped:
                WriteReason("skipped", what.Message ?? "@ignore", null, null);
                break;
            default:
                break;
        }

        if (what.Output.Count > 0)
        {
            Xml.WriteStartElement("system-out");
            Xml.WriteString(XmlText.Of(string.Join('\n', what.Output)));
            Xml.WriteEndElement();
        }
    }

    private static string Body(ReportResult result) => $"{ScenarioReport.Write(result.Result)}replay: {result.Run.Replay}\n";

    private void WriteReason(string element, string? message, string? type, string? body)
    {
        Xml.WriteStartElement(element);
        Xml.WriteAttributeString("message", XmlText.Of(message ?? string.Empty));
        if (type is not null)
        {
            Xml.WriteAttributeString("type", XmlText.Of(type));
        }

        if (body is not null)
        {
            Xml.WriteString(XmlText.Of(body));
        }

        Xml.WriteEndElement();
    }
}
