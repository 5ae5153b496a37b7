using System.Diagnostics;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.Steps;
using JumpingVpn.Steps.Recording;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// Runs what a plan says, one scenario after the other on the calling thread or several at once, and hands over the records in the order of
/// the plan either way.
/// </summary>
/// <param name="run">The run of the vocabulary.</param>
/// <param name="options">What was asked for.</param>
/// <param name="starts">Called before a scenario on the thread that runs it.</param>
/// <param name="stop">Ends it after the scenarios that are running.</param>
internal sealed class RunWorkers(TestRun run, RunOptions options, Action<PlannedRun> starts, CancellationToken stop) : IDisposable
{
    // Real sockets share the machine's one loopback interface.
    private readonly Lock _loopback = new();
    private readonly EndpointPrograms _programs = ChildHost.ProgramsOf(options.Isolate);

    /// <summary>Runs everything, or as much as fits before the stop: the current scenario is finished.</summary>
    /// <param name="runs">What to run.</param>
    /// <param name="begin">Called before a scenario on the calling thread; not called where several run at once.</param>
    public IEnumerable<RunRecord> Run(IReadOnlyList<PlannedRun> runs, Action<PlannedRun, int> begin) =>
        options.Jobs <= 1 || runs.Count <= 1 ? OneByOne(runs, begin) : AtOnce(runs);

    /// <summary>Lets go of the programs that its scenarios ran. Call it when no <see cref="Run"/> is under way.</summary>
    public void Dispose() => ChildHost.Release(_programs);

    private IEnumerable<RunRecord> OneByOne(IReadOnlyList<PlannedRun> runs, Action<PlannedRun, int> begin)
    {
        using ScenarioWorker worker = run.OpenWorker();
        var turn = new Turn(worker);
        for (int i = 0; i < runs.Count && !stop.IsCancellationRequested; i++)
        {
            begin(runs[i], i + 1);
            yield return Record(turn, runs[i]);
        }
    }

    private IEnumerable<RunRecord> AtOnce(IReadOnlyList<PlannedRun> runs)
    {
        var records = new TaskCompletionSource<RunRecord?>[runs.Count];
        for (int i = 0; i < records.Length; i++)
        {
            records[i] = new TaskCompletionSource<RunRecord?>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        int next = -1;
        int ended = 0;
        bool RunNext(Turn turn)
        {
            int i = Interlocked.Increment(ref next);
            if (i < runs.Count)
            {
                bool skip = stop.IsCancellationRequested || Volatile.Read(ref ended) != 0;
                records[i].SetResult(skip ? null : Record(turn, runs[i]));
            }

            return i < runs.Count;
        }

        void Work()
        {
            using ScenarioWorker worker = run.OpenWorker();
            var turn = new Turn(worker);
            while (RunNext(turn)) { }
        }

        // The calling thread works, too: one that only waited would be woken for every record, in the way of those that work.
        Thread[] threads =
        [
            .. Enumerable.Range(1, Math.Min(options.Jobs, runs.Count) - 1).Select(_ => new Thread(Work) { IsBackground = true }),
        ];
        Array.ForEach(threads, static thread => thread.Start());
        using ScenarioWorker own = run.OpenWorker();
        var ownTurn = new Turn(own);
        try
        {
            foreach (TaskCompletionSource<RunRecord?> record in records)
            {
                while (!record.Task.IsCompleted && RunNext(ownTurn)) { }

                if (record.Task.GetAwaiter().GetResult() is not { } done)
                {
                    yield break;
                }

                yield return done;
            }
        }
        finally
        {
            Volatile.Write(ref ended, 1);
            Array.ForEach(threads, static thread => thread.Join());
        }
    }

    private RunRecord Record(Turn turn, PlannedRun planned)
    {
        starts(planned);
        long startedAt = Stopwatch.GetTimestamp();
        SceneRecorder? recorder = options.RecordsPictures ? new SceneRecorder(planned.CaptureTitle) : null;
        ReferenceWatch? watch = planned.Scenario.Tags.Contains(ReferenceWatch.Tag, StringComparer.OrdinalIgnoreCase)
            ? new ReferenceWatch(disturber: null, recorder)
            : null;
        List<string>? trace = options.TracePath is null ? null : [];
        using MemoryStream? capture = options.CapturePath is null ? null : new MemoryStream();
        var settings = new LabSettings
        {
            Backend = planned.Backend,
            Seed = planned.Seed,
            Folder = planned.Folder,
            Programs = _programs,
            TraceLine = trace is null ? null : trace.Add,
            Witness = watch ?? (ISceneWitness?)recorder,
            Disturber = watch,
            Capture = capture is null ? null : new PcapngCapture(capture, planned.CaptureTitle),
            FailureLines = options.TraceFailures ? int.MaxValue : LabSettings.DefaultFailureLines,
        };
        ScenarioResult result;
        if (planned.Backend == BackendTags.Udp)
        {
            lock (_loopback)
            {
                result = turn.Run(planned, settings);
            }
        }
        else
        {
            result = turn.Run(planned, settings);
        }

        return new RunRecord(planned, result, Stopwatch.GetElapsedTime(startedAt), trace, capture?.ToArray(), recorder?.ToPicture());
    }

    /// <summary>A worker in its turn: a scenario that is run under several seeds is prepared once.</summary>
    private sealed class Turn(ScenarioWorker worker)
    {
        private PreparedScenario? _prepared;

        public ScenarioResult Run(PlannedRun planned, LabSettings settings)
        {
            if (!planned.ShowsSeed)
            {
                return worker.Run(planned.Plan, settings);
            }

            if (!ReferenceEquals(_prepared?.Plan, planned.Plan))
            {
                _prepared = worker.Prepare(planned.Plan);
            }

            return _prepared.Run(settings);
        }
    }
}
