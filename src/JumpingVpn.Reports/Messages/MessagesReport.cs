using System.Globalization;
using System.Text;
using Cucumber.Messages;
using Gherkin.CucumberMessages;
using Io.Cucumber.Messages.Types;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Reports.Html;
using Reqnroll.Formatters.PayloadProcessing;

namespace JumpingVpn.Reports.Messages;

/// <summary>
/// Cucumber messages, one JSON object a line, as Cucumber's own formatters and services read them. Reqnroll's serializer writes them, of
/// the version of the protocol that it brings.
/// </summary>
/// <remarks>
/// A pickle represents one run: a scenario on two backends is two of them. A run on several backends or seeds has a document for each of
/// them, whose URI says which: Cucumber's HTML formatter shows one pickle for each scenario of a document. The virtual time of a step is a
/// log entry of it. What was planned and not run has a pickle and no test case.
/// </remarks>
/// <param name="stream">Where it goes; owned by the report from now on.</param>
/// <param name="detail">For which scenarios the ladder and the capture are attached.</param>
public sealed class MessagesReport(Stream stream, ReportDetail detail) : IReport
{
    private const string TestRun = "run";

    private readonly IncrementingIdGenerator _ids = new();
    private readonly DetailBudget _budget = new(detail);
    private readonly SortedDictionary<int, Pickle> _pickles = [];
    private readonly Dictionary<string, string> _definitions = [];
    private ReportFacts? _facts;
    private DateTimeOffset _now;
    private bool _success = true;

    /// <inheritdoc/>
    public void Start(ReportFacts facts, IReadOnlyList<ReportRun> runs)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(runs);
        _facts = facts;
        _now = facts.StartedAt;
        Write(Envelope.Create(Meta(facts)));
        Dictionary<string, FeatureMessages?> features = [];
        bool areSeveral = runs.Select(static run => (run.Backend, run.Seed)).Distinct().Skip(1).Any();
        foreach (ReportRun run in runs)
        {
            string path = run.Scenario.Feature.FullPath;
            string suffix = areSeveral ? FormattableString.Invariant($" [{run.Backend}, seed {run.Seed}]") : string.Empty;
            if (!features.TryGetValue(path + suffix, out FeatureMessages? feature))
            {
                feature = FeatureMessages.Read(path, run.Scenario.Feature.Path + suffix, _ids);
                features.Add(path + suffix, feature);
                WriteFeature(feature);
            }

            WritePickle(run, feature?.PickleAt(run.Scenario.Line), suffix);
        }

        WriteDefinitions(runs);
        Write(Envelope.Create(new TestRunStarted(Stamp(), TestRun)));
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Begin(ReportRun run) { }

    /// <inheritdoc/>
    public void End(ReportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (!_pickles.Remove(result.Run.Number, out Pickle? pickle))
        {
            return;
        }

        _success &= result.Result.Outcome is ScenarioOutcome.Passed or ScenarioOutcome.Skipped;
        string testCase = _ids.GetNewId();
        string started = _ids.GetNewId();
        List<TestStep> steps = [.. pickle.Steps.Select((step, index) => StepOf(step, result.Run.Expressions.ElementAtOrDefault(index)))];
        Write(Envelope.Create(new TestCase(testCase, pickle.Id, steps, TestRun)));
        Write(Envelope.Create(new TestCaseStarted(0, started, testCase, null, Stamp())));
        DateTimeOffset startedAt = _now;
        int last = LastRun(result.Result.Steps);
        for (int i = 0; i < steps.Count; i++)
        {
            WriteStep(result, i, steps[i].Id, started, isLast: i == last);
        }

        DateTimeOffset endedAt = startedAt + result.Elapsed; // it took more than its steps: a network was built, hooks were called
        _now = endedAt > _now ? endedAt : _now;
        Write(Envelope.Create(new TestCaseFinished(started, Stamp(), false)));
        stream.Flush(); // the system keeps whole lines if the program is killed
    }

    /// <inheritdoc/>
    public void Finish(ReportSum sum)
    {
        ArgumentNullException.ThrowIfNull(sum);
        // Scenarios that ran side by side stand one after the other here, so their times add up to more than the run took.
        DateTimeOffset endedAt = _facts!.StartedAt + sum.Elapsed;
        _now = endedAt > _now ? endedAt : _now;
        string? message = sum.Complaints.Count > 0 ? string.Join('\n', sum.Complaints) : null;
        Write(Envelope.Create(new TestRunFinished(message, _success && message is null && !sum.IsCutShort, Stamp(), null, TestRun)));
        stream.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    private static int LastRun(IReadOnlyList<StepResult> steps)
    {
        int last = 0;
        for (int i = 0; i < steps.Count; i++)
        {
            last = steps[i].Status == StepStatus.Skipped ? last : i;
        }

        return last;
    }

    private static Meta Meta(ReportFacts facts)
    {
        string[] program = facts.Program.Split(' ', 2);
        return new Meta(
            ProtocolVersion.Version.Split('+')[0],
            new Product(program[0], program.ElementAtOrDefault(1)),
            new Product(".NET", Environment.Version.ToString()),
            new Product(Environment.OSVersion.Platform.ToString(), Environment.OSVersion.Version.ToString()),
            new Product(System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant(), null),
            null
        );
    }

    private static TestStepResultStatus StatusOf(StepStatus status) =>
        status switch
        {
            StepStatus.Passed => TestStepResultStatus.PASSED,
            StepStatus.Skipped => TestStepResultStatus.SKIPPED,
            StepStatus.Undefined => TestStepResultStatus.UNDEFINED,
            StepStatus.Ambiguous => TestStepResultStatus.AMBIGUOUS,
            StepStatus.Pending => TestStepResultStatus.PENDING,
            _ => TestStepResultStatus.FAILED,
        };

    private void WriteFeature(FeatureMessages? feature)
    {
        if (feature is not null)
        {
            Write(Envelope.Create(feature.Source));
            Write(Envelope.Create(feature.Document));
        }
    }

    private void WritePickle(ReportRun run, Pickle? pickle, string suffix)
    {
        if (pickle is null)
        {
            return;
        }

        PickleStep[] written = run.Scenario.IsCombination ? [.. CombinationSteps.Of(pickle, run.Scenario)] : [.. pickle.Steps];
        List<PickleStep> steps =
        [
            .. written.Select(step => new PickleStep(step.Argument, step.AstNodeIds, _ids.GetNewId(), step.Type, step.Text)),
        ];
        string name = (run.Scenario.IsCombination ? run.Scenario.Name : pickle.Name) + suffix;
        var own = new Pickle(_ids.GetNewId(), pickle.Uri, name, pickle.Language, steps, pickle.Tags, pickle.AstNodeIds);
        _pickles.Add(run.Number, own);
        Write(Envelope.Create(own));
    }

    private void WriteDefinitions(IReadOnlyList<ReportRun> runs)
    {
        foreach (string expression in runs.SelectMany(static run => run.Expressions).OfType<string>())
        {
            if (_definitions.ContainsKey(expression))
            {
                continue;
            }

            string id = _ids.GetNewId();
            _definitions.Add(expression, id);
            bool isRegex = expression.StartsWith('^') || expression.EndsWith('$');
            StepDefinitionPatternType type = isRegex
                ? StepDefinitionPatternType.REGULAR_EXPRESSION
                : StepDefinitionPatternType.CUCUMBER_EXPRESSION;
            Write(Envelope.Create(new StepDefinition(id, new StepDefinitionPattern(expression, type), SourceReference.Create("steps"))));
        }
    }

    private TestStep StepOf(PickleStep step, string? expression)
    {
        List<string> definitions = expression is not null && _definitions.TryGetValue(expression, out string? id) ? [id] : [];
        List<StepMatchArgumentsList> arguments = [.. definitions.Select(static _ => new StepMatchArgumentsList([]))];
        return new TestStep(null, _ids.GetNewId(), step.Id, definitions, arguments);
    }

    private void WriteStep(ReportResult result, int index, string id, string started, bool isLast)
    {
        StepResult? step = result.Result.Steps.ElementAtOrDefault(index);
        Write(Envelope.Create(new TestStepStarted(started, id, Stamp())));
        TestStepResultStatus status = StatusOf(step?.Status ?? StepStatus.Skipped);
        string? message = step?.Message;
        TimeSpan time = step?.Elapsed ?? TimeSpan.Zero;
        _now += time;
        if (result.Picture?.VirtualTimeOf(index) is { } passed && passed > TimeSpan.Zero)
        {
            Log(string.Create(CultureInfo.InvariantCulture, $"virtual time: {passed.TotalSeconds:0.#######} s"), id, started);
        }

        if (isLast)
        {
            // A hook that failed, or a scenario that was skipped as a whole, has no step of its own to say so.
            bool blames =
                result.Result.Outcome is ScenarioOutcome.Failed or ScenarioOutcome.Broken && status == TestStepResultStatus.PASSED;
            status = blames ? TestStepResultStatus.FAILED : status;
            message ??= blames ? result.Result.Message : null;
            Attach(result, id, started);
        }

        Io.Cucumber.Messages.Types.Exception? exception = step?.Error is { } error
            ? new Io.Cucumber.Messages.Types.Exception(error.GetType().Name, error.Message, error.StackTrace)
            : null;
        var outcome = new TestStepResult(DurationOf(time), message, status, exception);
        Write(Envelope.Create(new TestStepFinished(started, id, outcome, Stamp())));
    }

    private void Attach(ReportResult result, string step, string started)
    {
        ScenarioOutcome outcome = result.Result.Outcome;
        if (result.Picture is not { } picture || !_budget.MayTake(outcome))
        {
            return;
        }

        string ladder = Convert.ToBase64String(LadderFile.Of(result, _facts!));
        using var file = new MemoryStream();
        picture.Parts.WriteCapture?.Invoke(file);
        string capture = Convert.ToBase64String(file.GetBuffer(), 0, (int)file.Length);
        bool hasLadder = TryAttach(outcome, ladder, "ladder.html", "application/vnd.jumpingvpn.ladder+html", step, started);
        bool hasCapture = TryAttach(outcome, capture, "capture.pcapng", "application/vnd.tcpdump.pcap", step, started);
        if (!hasLadder || !hasCapture)
        {
            string left =
                hasLadder ? "capture.pcapng is"
                : hasCapture ? "ladder.html is"
                : "ladder.html and capture.pcapng are";
            Log($"{left} left out: this report has used up its budget. --report-detail all keeps everything.", step, started);
        }
    }

    private bool TryAttach(ScenarioOutcome outcome, string body, string name, string type, string step, string started)
    {
        bool takes = body.Length == 0 || _budget.TryTake(outcome, body.Length);
        Attach(takes ? body : string.Empty, name, type, step, started);
        return takes;
    }

    private void Attach(string body, string name, string type, string step, string started)
    {
        if (body.Length > 0)
        {
            Write(
                Envelope.Create(
                    new Attachment(body, AttachmentContentEncoding.BASE64, name, type, null, started, step, null, null, null, Stamp())
                )
            );
        }
    }

    private void Log(string text, string step, string started) =>
        Write(
            Envelope.Create(
                new Attachment(
                    text,
                    AttachmentContentEncoding.IDENTITY,
                    null,
                    "text/x.cucumber.log+plain",
                    null,
                    started,
                    step,
                    null,
                    null,
                    null,
                    Stamp()
                )
            )
        );

    private Timestamp Stamp()
    {
        long ticks = (_now.ToUniversalTime() - DateTimeOffset.UnixEpoch).Ticks;
        return new Timestamp(ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * 100);
    }

    private static Duration DurationOf(TimeSpan time) =>
        new(time.Ticks / TimeSpan.TicksPerSecond, time.Ticks % TimeSpan.TicksPerSecond * 100);

    private void Write(Envelope envelope)
    {
        stream.Write(Encoding.UTF8.GetBytes(NdjsonSerializer.Serialize(envelope)));
        stream.WriteByte((byte)'\n');
    }
}
