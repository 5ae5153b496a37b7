using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JumpingVpn.Mutants;

/// <summary>Puts the mutants of a project, or of some of its files, to its unit tests, and tells which survive.</summary>
internal sealed class Campaign(CampaignOptions options, Workshop workshop, Records records)
{
    public static int Run(CampaignOptions options)
    {
        var watch = Stopwatch.StartNew();
        var workshop = new Workshop(options.Project);
        IReadOnlyList<Mutant> mutants = options.Show ? workshop.ReadMutants() : workshop.Prepare();
        List<Mutant> chosen = options.Choose(mutants);
        var records = new Records(Path.Combine(workshop.Store, "records.jsonl"));
        if (!options.Show)
        {
            new Campaign(options, workshop, records).Try(chosen);
        }

        new Report(Console.Out, records, workshop.ReadEquivalents()).Write(chosen, mutants);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{chosen.Count} mutants, {watch.Elapsed.TotalSeconds:F0} s."));
        return 0;
    }

    private void Try(List<Mutant> mutants)
    {
        var open = mutants.Where(IsOpen).ToList();
        List<TestCoverage> coverage = ReadCoverage();
        var tests = coverage.Where(test => test.Test.Length > 0).OrderBy(test => test.Milliseconds).ToList();
        foreach (TestCoverage failed in tests.Where(test => !test.Passed))
        {
            Console.Error.WriteLine($"Left out, for it fails with no mutant: {failed.Name}");
        }

        var reaching = new Dictionary<int, List<int>>();
        for (int at = 0; at < tests.Count; at++)
        {
            foreach (int mutant in options.Takes(tests[at]) ? tests[at].Mutants.Union(tests[at].Static) : [])
            {
                (reaching.TryGetValue(mutant, out List<int>? list) ? list : reaching[mutant] = []).Add(at);
            }
        }

        var statics = coverage.SelectMany(test => test.Static).ToHashSet();
        var reached = tests.SelectMany(test => test.Mutants).ToHashSet();
        var trials = new Trials(
            workshop,
            records,
            open,
            tests.ConvertAll(test => new KnownTest(test.Test, test.Milliseconds)),
            options.Only
        );
        var jobs = new List<Job>();
        foreach (Mutant mutant in open)
        {
            if (statics.Contains(mutant.Id))
            {
                jobs.Add(new Job(mutant.Id, mutant.File, mutant.Line, true, AllTests(mutant, mutants, reaching, tests)));
            }
            else if (reaching.TryGetValue(mutant.Id, out List<int>? list))
            {
                jobs.Add(new Job(mutant.Id, mutant.File, mutant.Line, false, list));
            }
            else if (options.Only.Count == 0 && !reached.Contains(mutant.Id) && records.Find(mutant) is null)
            {
                records.Add(new Outcome(mutant.Key, Fates.NotReached, null));
            }
        }

        trials.Run(jobs.Where(job => !job.IsStatic).ToList());
        foreach (Job job in jobs.Where(job => job.IsStatic))
        {
            trials.Run([job]);
        }
    }

    private bool IsOpen(Mutant mutant) =>
        records.Find(mutant) is not { } known || (options.Again && known.Fate is Fates.Survived or Fates.NotReached);

    /// <summary>
    /// A type is initialised once in a process, by whichever test comes first, so every test may notice; those whose class
    /// is named after the file and those that reach something else in it go first.
    /// </summary>
    private List<int> AllTests(Mutant mutant, List<Mutant> mutants, Dictionary<int, List<int>> reaching, List<TestCoverage> tests) =>
        mutants
            .Where(other => other.File == mutant.File)
            .SelectMany(other => reaching.GetValueOrDefault(other.Id, []))
            .Distinct()
            .Order()
            .OrderBy(at => IsNamedAfter(tests[at], mutant) ? 0 : 1)
            .Union(
                Enumerable
                    .Range(0, tests.Count)
                    .Where(at => options.Takes(tests[at]))
                    .OrderBy(at => IsNamedAfter(tests[at], mutant) ? 0 : 1)
            )
            .ToList();

    private static bool IsNamedAfter(TestCoverage test, Mutant mutant) =>
        test.Name.Contains($".{Path.GetFileNameWithoutExtension(mutant.File)}Tests.", StringComparison.Ordinal);

    /// <summary>What each test reaches. It is noted again only when the tests or the mutants have changed.</summary>
    private List<TestCoverage> ReadCoverage()
    {
        string path = Path.Combine(workshop.Store, $"coverage-{workshop.AssembliesDigest()}.jsonl");
        if (File.Exists(path) && options.Only.Count == 0)
        {
            return File.ReadLines(path).Select(line => JsonSerializer.Deserialize<TestCoverage>(line)!).ToList();
        }

        Console.Error.WriteLine("Each test runs once and notes what it reaches.");
        using Process worker = workshop.StartWorker("-", options.Only);
        string[] lines = worker.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var tests = lines.Select(line => JsonSerializer.Deserialize<TestCoverage>(line)!).ToList();
        if (options.Only.Count == 0)
        {
            File.WriteAllLines(path, lines);
        }

        return tests;
    }
}
