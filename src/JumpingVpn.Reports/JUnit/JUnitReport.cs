using System.Globalization;
using System.Text;
using System.Xml;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Reports.JUnit;

/// <summary>JUnit XML as Jenkins, GitLab and GitHub's actions read it: a suite for each feature, a case for each run.</summary>
/// <remarks>A suite tells its sums in its head, so the cases of one feature are kept until the next one begins. What was planned and never
/// run is a skipped case, told at the end of its suite.</remarks>
/// <param name="stream">Where it goes; owned by the report from now on.</param>
public sealed class JUnitReport(Stream stream) : IReport
{
    private readonly SortedDictionary<int, ReportRun> _open = [];
    private readonly XmlWriter _xml = XmlWriter.Create(
        stream,
        new XmlWriterSettings
        {
            Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            Indent = true,
            NewLineChars = "\n",
            CheckCharacters = false,
        }
    );
    private readonly List<ReportResult> _suite = [];
    private DateTimeOffset _startedAt;

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

        _xml.WriteStartDocument();
        _xml.WriteStartElement("testsuites");
        _xml.WriteAttributeString("name", XmlText.Of(facts.Command));
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

            _xml.WriteEndElement();
        }

        _xml.WriteEndElement();
        _xml.WriteEndDocument();
        _xml.Flush();
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Dispose();
        stream.Dispose();
    }

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

        _xml.WriteEndElement();
        _suite.Clear();
    }

    private void WriteHead(Feature feature, int tests, int failures, int errors, int skipped, TimeSpan time)
    {
        _xml.WriteStartElement("testsuite");
        _xml.WriteAttributeString("name", XmlText.Of(feature.Name));
        _xml.WriteAttributeString("file", XmlText.Of(feature.Path));
        _xml.WriteAttributeString("tests", tests.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("failures", failures.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("errors", errors.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("skipped", skipped.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("time", Seconds(time));
        _xml.WriteAttributeString("timestamp", _startedAt.UtcDateTime.ToString("s", CultureInfo.InvariantCulture));
    }

    private void WriteCase(ReportRun run, TimeSpan time, Action writeOutcome)
    {
        _xml.WriteStartElement("testcase");
        _xml.WriteAttributeString("name", XmlText.Of(FormattableString.Invariant($"{run.Scenario.Name} [{run.Backend}, seed {run.Seed}]")));
        _xml.WriteAttributeString("classname", XmlText.Of(run.Scenario.Feature.Name));
        _xml.WriteAttributeString("file", XmlText.Of(run.Scenario.Feature.Path));
        _xml.WriteAttributeString("line", run.Scenario.Line.ToString(CultureInfo.InvariantCulture));
        _xml.WriteAttributeString("time", Seconds(time));
        writeOutcome();
        _xml.WriteEndElement();
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
            _xml.WriteStartElement("system-out");
            _xml.WriteString(XmlText.Of(string.Join('\n', what.Output)));
            _xml.WriteEndElement();
        }
    }

    private static string Body(ReportResult result) => $"{ScenarioReport.Write(result.Result)}replay: {result.Run.Replay}\n";

    private void WriteReason(string element, string? message, string? type, string? body)
    {
        _xml.WriteStartElement(element);
        _xml.WriteAttributeString("message", XmlText.Of(message ?? string.Empty));
        if (type is not null)
        {
            _xml.WriteAttributeString("type", XmlText.Of(type));
        }

        if (body is not null)
        {
            _xml.WriteString(XmlText.Of(body));
        }

        _xml.WriteEndElement();
    }
}
