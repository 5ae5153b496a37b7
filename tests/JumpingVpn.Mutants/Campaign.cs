using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JumpingVpn.Mutants;

/// <summary>Puts the mutants of a project, or of some of its files, to its unit tests, and tells which survive.</summary>
internal sealed class Campaign(Workshop workshop)
{
    /// <summary>A worker that computes for longer than this and ten times what the tests take without a mutant hangs. It is time of the
    /// processor, so that a busy machine does not judge.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A worker that says nothing for so long, computing or not, hangs too.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(2);

    private readonly Dictionary<int, string> _fates = [];

    public static int Explain()
    {
        Console.Error.WriteLine(
            "Usage: PROJECT [FILE or FOLDER/ …] [-TEST …], such as: Network Nat/NatTable.cs Impairments/. See docs/mutants.md."
        );
        return 2;
    }

    public static int Run(string project, string[] words)
    {
        var watch = Stopwatch.StartNew();
        var workshop = new Workshop(project);
        IReadOnlyList<Mutant> mutants = workshop.Prepare();
        string[] without = words.Where(word => word.StartsWith('-')).Select(word => word[1..]).ToArray();
        string[] files = words.Where(word => !word.StartsWith('-')).ToArray();
        var chosen = mutants.Where(mutant => files.Length == 0 || files.Any(file => Matches(mutant.File, file))).ToList();
        var campaign = new Campaign(workshop);
        List<TestCoverage> tests = campaign.NoteCoverage();
        foreach (TestCoverage failed in tests.Where(test => !test.Passed))
        {
            Console.Error.WriteLine($"Left out, for it fails with no mutant: {failed.Name}");
        }

        tests.RemoveAll(test => !test.Passed || without.Any(part => test.Name.Contains(part, StringComparison.Ordinal)));
        campaign.Try(chosen, tests);
        Report.Write(Console.Out, chosen, campaign._fates);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"\n{tests.Count} tests, {chosen.Count} mutants, {watch.Elapsed.TotalSeconds:F0} s."
            )
        );
        return 0;
    }

    private static bool Matches(string file, string wanted) =>
        wanted.EndsWith('/')
            ? file.StartsWith(wanted, StringComparison.Ordinal)
            : file == wanted || file.EndsWith($"/{wanted}", StringComparison.Ordinal);

    private List<TestCoverage> NoteCoverage()
    {
        Console.Error.WriteLine("Each test runs once and notes what it reaches.");
        using Process worker = StartWorker("-");
        var tests = new List<TestCoverage>();
        while (worker.StandardOutput.ReadLine() is { } line)
        {
            tests.Add(JsonSerializer.Deserialize<TestCoverage>(line)!);
        }

        return tests;
    }

    private void Try(List<Mutant> mutants, List<TestCoverage> tests)
    {
        tests.Sort((left, right) => left.Milliseconds.CompareTo(right.Milliseconds));
        var times = tests.ToDictionary(test => test.Test, test => test.Milliseconds);
        var statics = tests.SelectMany(test => test.Static).ToHashSet();
        var byMutant = new Dictionary<int, List<string>>();
        foreach (TestCoverage test in tests)
        {
            foreach (int mutant in test.Mutants.Union(test.Static))
            {
                (byMutant.TryGetValue(mutant, out List<string>? list) ? list : byMutant[mutant] = []).Add(test.Test);
            }
        }

        var jobs = new List<Job>();
        foreach (int mutant in mutants.Select(mutant => mutant.Id))
        {
            if (!byMutant.TryGetValue(mutant, out List<string>? reaching))
            {
                _fates[mutant] = "not reached";
            }
            else if (statics.Contains(mutant))
            {
                // A type is initialised once in a process, by whichever test comes first: a fresh process, and every test.
                TryInProcesses(mutants, [new Job(mutant, [.. times.Keys])], times);
            }
            else
            {
                jobs.Add(new Job(mutant, reaching));
            }
        }

        TryInProcesses(mutants, jobs, times);
    }

    /// <summary>One process tries mutant after mutant; where it hangs or dies, that mutant is noticed, and another goes on.</summary>
    private void TryInProcesses(List<Mutant> mutants, List<Job> jobs, Dictionary<string, double> times)
    {
        while (jobs.Count > 0)
        {
            string path = Path.Combine(workshop.Store, "jobs.json");
            File.WriteAllText(path, JsonSerializer.Serialize(jobs));
            using Process worker = StartWorker(path);
            int current = jobs[0].Mutant;
            TimeSpan allowed = 10 * Patience; // it loads the tests first
            string? fate = null;
            while (fate is null)
            {
                Task<string?> next = worker.StandardOutput.ReadLineAsync();
                if (!Speaks(worker, next, allowed))
                {
                    fate = "hangs";
                }
                else if (next.Result is not { } line)
                {
                    fate = "crashes";
                }
                else
                {
                    string[] words = line.Split(' ');
                    current = int.Parse(words[1], CultureInfo.InvariantCulture);
                    if (words[0] == "trying")
                    {
                        Job job = jobs.First(job => job.Mutant == current);
                        int done = int.Parse(words[2], CultureInfo.InvariantCulture);
                        int size = int.Parse(words[3], CultureInfo.InvariantCulture);
                        allowed = Patience + TimeSpan.FromMilliseconds(10 * job.Tests.Skip(done).Take(size).Sum(test => times[test]));
                    }
                    else
                    {
                        Judge(mutants, current, words[0]);
                        allowed = Patience;
                    }
                }
            }

            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
            }

            if (!_fates.ContainsKey(current))
            {
                Judge(mutants, current, fate);
            }

            jobs = jobs.Where(job => !_fates.ContainsKey(job.Mutant)).ToList();
        }
    }

    /// <summary>Waits for a line, or for the end of the worker's output.</summary>
    private static bool Speaks(Process worker, Task<string?> next, TimeSpan allowed)
    {
        TimeSpan before = worker.HasExited ? TimeSpan.Zero : worker.TotalProcessorTime;
        var silence = Stopwatch.StartNew();
        while (!next.Wait(100))
        {
            if (silence.Elapsed > LongestSilence || (!worker.HasExited && worker.TotalProcessorTime - before > allowed))
            {
                return false;
            }
        }

        return true;
    }

    private void Judge(List<Mutant> mutants, int mutant, string fate)
    {
        _fates[mutant] = fate;
        if (fate != "killed")
        {
            Console.Error.WriteLine($"[{_fates.Count} of {mutants.Count}] {fate}: {mutants.First(it => it.Id == mutant)}");
        }
    }

    private Process StartWorker(string jobs) =>
        Shell.Start(
            workshop.Store,
            "dotnet",
            typeof(Campaign).Assembly.Location,
            "worker",
            workshop.TestAssembly,
            workshop.MutatedAssembly,
            jobs
        );
}
