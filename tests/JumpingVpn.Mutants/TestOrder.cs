namespace JumpingVpn.Mutants;

/// <summary>The order in which tests are put to a mutant: what killed its neighbours first, then the fastest.</summary>
internal sealed class TestOrder(IReadOnlyList<KnownTest> tests)
{
    /// <summary>How many of the neighbours' tests go first.</summary>
    private const int Likely = 6;

    private readonly Dictionary<string, double> _times = tests.ToDictionary(test => test.Id, test => test.Milliseconds);
    private readonly List<(string File, int Line, string Test)> _kills = [];

    /// <summary>What a test takes without a mutant, in milliseconds.</summary>
    public double TimeOf(string test) => _times.GetValueOrDefault(test);

    public void Note(Job job, string test) => _kills.Add((job.File, job.Line, test));

    public List<string> For(Job job)
    {
        var all = job.Tests.Select(at => tests[at].Id).ToList();
        var known = all.ToHashSet();
        return _kills
            .Where(kill => kill.File == job.File && known.Contains(kill.Test))
            .OrderBy(kill => Math.Abs(kill.Line - job.Line))
            .Select(kill => kill.Test)
            .Distinct()
            .Take(Likely)
            .Union(all)
            .ToList();
    }
}
