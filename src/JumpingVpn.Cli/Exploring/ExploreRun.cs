using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Exploring;

/// <summary>Explores scenarios: each once without faults, then under one plan of faults after the other until the time is over.</summary>
internal sealed class ExploreRun : IDisposable
{
    private static readonly TimeSpan ShrinkingTime = TimeSpan.FromSeconds(20);

    private readonly ExploreOptions _options;
    private readonly StepVocabulary _vocabulary;
    private readonly TrialSource _source;
    private readonly ExploreReport _report;
    private readonly FindingBook _book;
    private readonly ExploreCounts _counts = new();
    private readonly ScenarioPlanner _planner;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly CancellationToken _stop;
    private readonly OrderedDictionary<Target, GuidedCourse> _courses = new(ReferenceEqualityComparer.Instance);
    private Obstacle?[] _obstacles = [];
    private ExploreResults? _results;
    private HeatStrips? _heat;
    private readonly EndpointPrograms _programs;
    private readonly EndpointPrograms? _fresh;
    private long _next = -1;

    private ExploreRun(ExploreOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        _options = options;
        _vocabulary = vocabulary;
        _stop = surroundings.Stop;
        _programs = ChildHost.RepeatedProgramsOf(options.Isolate);
        _fresh = options.Isolate ? ChildHost.Programs() : null;
        _source = new TrialSource(options.Strategy, options.From);
        _report = new ExploreReport(surroundings, options);
        _book = new FindingBook(new FindingFiles(options, _source, surroundings), _report);
        _planner = new ScenarioPlanner(vocabulary);
    }

    private TimeSpan Passed => Stopwatch.GetElapsedTime(_startedAt);

    private long End => _options.Seeds ?? long.MaxValue;

    private bool IsOver => _stop.IsCancellationRequested || (_options.Time is { } time && Passed >= time);

    // What was found at the end of the time is worth some more.
    private bool IsLate => _stop.IsCancellationRequested || (_options.Time is { } time && Passed >= time + ShrinkingTime);

    /// <summary>Plans, explores and tells.</summary>
    public static Outcome Execute(ExploreOptions options, StepVocabulary vocabulary, Surroundings surroundings)
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

        if (vocabulary.HasPlugins)
        {
            return Outcome.Usage("scenarios with Reqnroll plugins cannot be explored: only its own engine runs them; use run --seeds.");
        }

        PlannedRun[] runs = [.. plan.Runs.Where(static run => !run.Scenario.IsIgnored)];
        if (runs.Length == 0)
        {
            return Outcome.Usage("all of these scenarios are ignored; there is nothing to explore.");
        }

        using var run = new ExploreRun(options, vocabulary, surroundings);
        using CancellationTokenRegistration said = surroundings.Stop.Register(() => run._report.SayThatItEnds());
        return run.Explore(runs, surroundings);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ChildHost.Release(_programs);
        _fresh?.Dispose();
    }

    private Outcome Explore(PlannedRun[] runs, Surroundings surroundings)
    {
        Target[] targets = [.. runs.Select(run => Target.Of(_planner, run.Plan))];
        _obstacles = new Obstacle?[targets.Length];
        _report.Start(targets.Length);
        _results = _options.ResultsPath is null ? null : new ExploreResults(targets, _source, _options.Isolate);
        using (var run = TestRun.Start(_vocabulary))
        {
            OnAllWorkers(run, worker => See(worker, targets));
            if (Refuse(targets, surroundings) is { } refused)
            {
                return refused;
            }

            _next = -1;
            Target[] explorable = [.. targets.Where(static target => target.Profile is not null)];
            Array.ForEach(explorable, target => _courses.Add(target, new GuidedCourse()));
            _heat = _options.Strategy.HasPlaces ? new HeatStrips(explorable, _source) : null;
            if (explorable.Length > 0)
            {
                OnAllWorkers(run, worker => Try(worker, explorable));
            }

            using ScenarioWorker last = run.OpenWorker();
            Shrinker shrinker = NewShrinker(last);
            _book.Finish(shrinker);
            if (_results is not null && !_stop.IsCancellationRequested && Write(runs, _results.Finish(shrinker)) is { } trouble)
            {
                return Outcome.Usage(trouble);
            }
        }

        _heat?.Finish(_options.Out, surroundings);
        _report.Finish(Passed, _counts, _book.Count, _book.Unshrunk);
        return _stop.IsCancellationRequested ? Outcome.Interrupted(surroundings, "interrupted; what was found so far is kept.")
            : _book.Count > 0 ? Outcome.Failure(null)
            : Outcome.Success;
    }

    private Shrinker NewShrinker(ScenarioWorker worker) => new(worker, _planner, _programs) { IsOver = () => IsLate };

    /// <summary>Each scenario once, without faults.</summary>
    private void See(ScenarioWorker worker, Target[] targets)
    {
        var runner = new TrialRunner(worker, _programs, _fresh);
        Shrinker shrinker = NewShrinker(worker);
        while (!IsOver && Interlocked.Increment(ref _next) is var i && i < targets.Length)
        {
            TrialResult seen = runner.Profile(targets[i], _options.From);
            _obstacles[i] = seen.Obstacle;
            Note(seen, shrinker);
        }
    }

    /// <summary>Says which scenarios cannot be explored.</summary>
    /// <returns>With what the command ends where one has to be mended, or none is left; null where there is something to explore.</returns>
    private Outcome? Refuse(Target[] targets, Surroundings surroundings)
    {
        Obstacle[] broken = [.. _obstacles.OfType<Obstacle>().Where(static it => !it.IsSkipped)];
        foreach (Obstacle obstacle in broken)
        {
            surroundings.Error.WriteLine($"{obstacle.Location}: {obstacle.Reason}");
        }

        Obstacle[] skipped = [.. _obstacles.OfType<Obstacle>().Where(static it => it.IsSkipped)];
        Array.ForEach(skipped, obstacle => _report.Say($"skipped: {obstacle.Location}: {obstacle.Reason}"));
        _counts.Unexplored = IsOver ? 0 : targets.Count(static it => it.Profile is null) - skipped.Length;
        return broken.Length > 0
                ? Outcome.Usage(
                    broken.Length == 1
                        ? "1 scenario cannot be run even without faults; fix it first."
                        : string.Create(
                            CultureInfo.InvariantCulture,
                            $"{broken.Length} scenarios cannot be run even without faults; fix them first."
                        )
                )
            : skipped.Length == targets.Length
                ? Outcome.Usage("all of these scenarios are skipped by their own steps; there is nothing to explore.")
            : null;
    }

    /// <summary>Round by round: one block of numbers of each scenario.</summary>
    private void Try(ScenarioWorker worker, Target[] targets)
    {
        var runner = new TrialRunner(worker, _programs, _fresh);
        Shrinker shrinker = NewShrinker(worker);
        while (!IsOver)
        {
            long turn = Interlocked.Increment(ref _next);
            long round = turn / targets.Length;
            long place = turn % targets.Length;
            Target target = targets[place];
            long turns = _options.Seeds is null ? target.TurnsOfOthers : 1;
            long block = round / turns;
            if (block * GuidedCourse.Block >= End)
            {
                return;
            }

            // What guided numbers learn stays within a scenario and an era of it, so these are what parts can share out.
            long unit = (GuidedCourse.EraOf(block) * targets.Length) + place;
            if (round % turns == 0 && _options.Shard.Has(unit))
            {
                Try(target, block, runner, shrinker);
            }
        }
    }

    /// <summary>A block of numbers of one scenario.</summary>
    private void Try(Target target, long block, TrialRunner runner, Shrinker shrinker)
    {
        GuidedCourse course = _courses[target];
        Corpus corpus = course.Before(block, () => IsOver);
        List<CorpusEntry> kept = [];
        long end = Math.Min(End, (block + 1) * GuidedCourse.Block);
        for (long number = block * GuidedCourse.Block; number < end && !IsOver; number++)
        {
            if (_source.Make(target, (ulong)number, corpus) is not { } trial)
            {
                _counts.Add(null);
                _results?.Skip(target);
                continue;
            }

            TrialResult result = runner.Run(trial);
            if (trial.Choices is { } choices && corpus.IsNews(result.States))
            {
                kept.Add(GuidedStrategy.EntryOf(target.Profile!, choices, result.States));
            }

            if (runner.HasNews)
            {
                _counts.Cover(runner.Seen);
            }

            _heat?.Take(result);
            Note(result, shrinker);
        }

        course.Finish(block, kept);
    }

    private void Note(TrialResult result, Shrinker shrinker)
    {
        if (result.Trial.Number is not null)
        {
            _counts.Add(result);
        }

        _results?.Take(result);
        if (result.Signature is not null)
        {
            _book.Take(result, shrinker);
        }

        _report.Progress(Passed, _counts, _book.Count);
    }

    /// <summary>Writes the result file.</summary>
    /// <returns>Why it is not there; null if it is.</returns>
    private string? Write(PlannedRun[] runs, ExploreFold results)
    {
        try
        {
            ResultFile.Write(
                _options.ResultsPath!,
                new ResultHeader
                {
                    Command = "explore",
                    Version = ResultHeader.CurrentVersion,
                    Settings = $"strategy {_options.Strategy.Name}",
                    Scenarios = runs.Length,
                    Features = ResultHeader.HashOf(runs.Select(static run => run.Scenario)),
                    From = _options.From,
                    Seeds = _options.Seeds!.Value,
                    Part = _options.Shard.Index,
                    Parts = _options.Shard.Of,
                },
                results.Rows
            );
            return null;
        }
        catch (ResultFileException exception)
        {
            return exception.Message;
        }
    }

    private void OnAllWorkers(TestRun run, Action<ScenarioWorker> work)
    {
        void Work()
        {
            using ScenarioWorker worker = run.OpenWorker();
            work(worker);
        }

        Thread[] others = [.. Enumerable.Range(1, _options.Jobs - 1).Select(_ => new Thread(Work) { IsBackground = true })];
        Array.ForEach(others, static thread => thread.Start());
        Work();
        Array.ForEach(others, static thread => thread.Join());
    }
}
