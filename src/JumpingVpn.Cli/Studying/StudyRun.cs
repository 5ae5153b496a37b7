using System.Globalization;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Studies;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Studying;

/// <summary>Runs each case of a plan under each seed, several at once; what comes of it does not depend on the order.</summary>
internal sealed class StudyRun
{
    private const long MostRuns = 50_000_000;

    private readonly StudyOptions _options;
    private readonly StudyCase[] _cases;
    private readonly CancellationToken _stop;
    private readonly StudyProgress _progress;
    private readonly StudySample[] _samples;
    private readonly ulong _from;
    private readonly int _seeds;
    private long _next = -1;
    private Obstacle? _obstacle;

    private StudyRun(StudyOptions options, StudyCase[] cases, Surroundings surroundings)
    {
        _options = options;
        _cases = cases;
        _stop = surroundings.Stop;
        (int before, _seeds) = options.Shard.RangeOf(options.Seeds);
        _from = options.From + (ulong)before;
        _samples = new StudySample[(long)cases.Length * _seeds];
        _progress = new StudyProgress(surroundings, _samples.LongLength);
    }

    /// <summary>Plans, runs and writes.</summary>
    public static Outcome Execute(StudyOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        var plan = RunPlan.Make(
            new RunOptions
            {
                Paths = options.Paths,
                Tags = options.Tags,
                Seed = options.From,
            },
            vocabulary,
            surroundings
        );
        if (plan.Refuse(surroundings) is { } refused)
        {
            return refused;
        }

        EndpointPrograms programs = ChildHost.ProgramsOf(options.Isolate);
        try
        {
            PlannedRun[] wanted = [.. plan.Runs.Where(static run => !run.Scenario.IsIgnored)];
            return Study([.. wanted.Select(run => new StudyCase(run.Plan, programs))], options, vocabulary, surroundings);
        }
        finally
        {
            ChildHost.Release(programs);
        }
    }

    private static Outcome Study(StudyCase[] cases, StudyOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        long runs = (long)cases.Length * options.Seeds;
        return cases.Length == 0 ? Outcome.Usage("all of these scenarios are ignored; there is nothing to study.")
            : runs > MostRuns
                ? Outcome.Usage(
                    string.Create(CultureInfo.InvariantCulture, $"{runs:#,0} runs are more than the {MostRuns:#,0} that fit into memory: ")
                        + "take fewer --seeds, or study a part of the plan, FILE:LINE."
                )
            : new StudyRun(options, cases, surroundings).Study(vocabulary, surroundings);
    }

    private Outcome Study(StepVocabulary vocabulary, Surroundings surroundings)
    {
        _progress.Start(_cases.Length, _seeds, _from);
        using (var run = TestRun.Start(vocabulary))
        {
            Thread[] others = [.. Enumerable.Range(1, _options.Jobs - 1).Select(_ => new Thread(() => Work(run)) { IsBackground = true })];
            Array.ForEach(others, static thread => thread.Start());
            Work(run);
            Array.ForEach(others, static thread => thread.Join());
        }

        _progress.Finish();
        return _obstacle is { } it
                ? Outcome.Usage($"a case cannot be run. {it.Location}: {(it.IsSkipped ? "its own steps skip it: " : "")}{it.Reason}")
            : _stop.IsCancellationRequested ? Outcome.Interrupted(surroundings, "interrupted; nothing is written.")
            : StudyOutput.Write(Fold(), Header(), _options, surroundings);
    }

    private void Work(TestRun run)
    {
        using ScenarioWorker worker = run.OpenWorker();
        PreparedScenario? prepared = null;
        while (
            !_stop.IsCancellationRequested
            && _obstacle is null
            && Interlocked.Increment(ref _next) is var turn
            && turn < _samples.LongLength
        )
        {
            StudyCase it = _cases[turn / _seeds];
            if (!ReferenceEquals(prepared?.Plan, it.Planned))
            {
                prepared = worker.Prepare(it.Planned);
            }

            if (it.Run(prepared, _from + (ulong)(turn % _seeds), out _samples[turn]) is { } obstacle)
            {
                Interlocked.CompareExchange(ref _obstacle, obstacle, null);
            }

            _progress.Tell(turn + 1);
        }
    }

    private StudyFold Fold()
    {
        var fold = new StudyFold();
        for (int i = 0; i < _cases.Length; i++)
        {
            fold.Add(LineOf(i));
            for (int j = 0; j < _seeds; j++)
            {
                fold.Add(SampleLine.Of(i, _from + (ulong)j, _samples[((long)i * _seeds) + j]));
            }
        }

        return fold;
    }

    private CaseLine LineOf(int number)
    {
        StudyCase it = _cases[number];
        Scenario scenario = it.Planned.Scenario;
        return new CaseLine
        {
            Case = number,
            At = scenario.Location,
            Feature = scenario.Feature.Name,
            Title = scenario.Title,
            Description = string.Join(' ', scenario.Description.Split('\n', StringSplitOptions.TrimEntries)),
            Measured = it.MeasuredStep < 0 ? null : it.Planned.Steps[it.MeasuredStep].Step.Text,
            Columns = [.. scenario.Arguments.Select(static argument => argument.Key)],
            Values = [.. scenario.Arguments.Select(static argument => argument.Value)],
        };
    }

    private ResultHeader Header() =>
        new()
        {
            Command = "study",
            Version = ResultHeader.CurrentVersion,
            Settings = "none",
            Scenarios = _cases.Length,
            Features = ResultHeader.HashOf(_cases.Select(static it => it.Planned.Scenario)),
            From = _options.From,
            Seeds = _options.Seeds,
            Part = _options.Shard.Index,
            Parts = _options.Shard.Of,
        };
}
