using JumpingVpn.Benchmarks.Scenarios;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What a scenario of features/ costs when everything is warm.</summary>
internal static class ScenarioRows
{
    private const int WarmRounds = 30;
    private const int Rounds = 40;

    /// <summary>Prepared and on Reqnroll's engine, in turns.</summary>
    public static IEnumerable<Row> All()
    {
        using var load = new ScenarioLoad();
        for (int i = 0; i < WarmRounds; i++)
        {
            load.RunPrepared(null);
            load.RunOnEngine(null);
        }

        List<double> prepared = [];
        List<double> engine = [];
        for (int i = 0; i < Rounds; i++)
        {
            load.RunPrepared(prepared);
            load.RunOnEngine(engine);
        }

        yield return new Row("scenario prepared once and repeated, median", At(prepared, 0.5), "µs", 100, AtMost: true);
        yield return new Row("scenario prepared once and repeated, tenth percentile", At(prepared, 0.1), "µs", 50, AtMost: true);
        yield return new Row("scenario on Reqnroll's engine, median", At(engine, 0.5), "µs", 350, AtMost: true);
        yield return new Row("scenario on Reqnroll's engine, tenth percentile", At(engine, 0.1), "µs");
        yield return new Row(
            "allocated by a scenario, prepared",
            Measure.Allocated(() => load.RunPrepared(null)),
            "bytes",
            40_000,
            AtMost: true
        );
        yield return new Row("allocated by a scenario, engine", Measure.Allocated(() => load.RunOnEngine(null)), "bytes");
    }

    private static double At(List<double> times, double share)
    {
        times.Sort();
        return times[(int)(times.Count * share)];
    }
}
