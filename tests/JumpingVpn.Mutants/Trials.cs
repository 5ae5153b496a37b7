using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace JumpingVpn.Mutants;

/// <summary>Has mutants tried by processes, and puts on record what becomes of them.</summary>
internal sealed class Trials(
    Workshop workshop,
    Records records,
    IReadOnlyList<Mutant> mutants,
    IReadOnlyList<KnownTest> tests,
    IReadOnlyList<string> only
)
{
    /// <summary>What a process may compute before it has found the tests.</summary>
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(60);

    /// <summary>What it may compute on after it should have switched a mutant off.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(700);

    /// <summary>A process that says nothing for so long, computing or not, hangs too.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    private readonly Dictionary<int, Mutant> _byId = mutants.ToDictionary(mutant => mutant.Id);
    private int _done;

    /// <summary>One process tries mutant after mutant; where it hangs or dies, that mutant is noticed, and another goes on.</summary>
    public void Run(List<Job> jobs)
    {
        string path = Path.Combine(workshop.Store, $"plan-{Environment.ProcessId}.json");
        while (jobs.Count > 0)
        {
            File.WriteAllText(path, JsonSerializer.Serialize(new TrialPlan(tests, jobs)));
            using Process worker = workshop.StartWorker(path, only);
            var judged = new HashSet<int>();
            int current = jobs[0].Mutant;
            string fate = Follow(worker, ref current, judged);
            if (!worker.HasExited)
            {
                worker.Kill(entireProcessTree: true);
            }

            if (judged.Add(current))
            {
                Judge(current, fate, null);
            }

            jobs = jobs.Where(job => !judged.Contains(job.Mutant)).ToList();
        }

        File.Delete(path);
    }

    /// <summary>Takes down what a process reports until it ends or is silent.</summary>
    /// <returns>What that says of the mutant that was tried last.</returns>
    private string Follow(Process worker, ref int current, HashSet<int> judged)
    {
        TimeSpan allowed = Start;
        while (true)
        {
            Task<string?> next = worker.StandardOutput.ReadLineAsync();
            if (!Speaks(worker, next, allowed))
            {
                return Fates.Hangs;
            }

            if (next.Result is not { } line)
            {
                return Fates.Crashes;
            }

            string[] words = line.Split(' ', 3);
            current = int.Parse(words[1], CultureInfo.InvariantCulture);
            allowed = Grace + Grace;
            if (words[0] == "trying")
            {
                allowed = Grace + TimeSpan.FromMilliseconds(double.Parse(words[2], CultureInfo.InvariantCulture));
            }
            else if (judged.Add(current))
            {
                Judge(current, words[0], words.ElementAtOrDefault(2));
            }
        }
    }

    /// <summary>Waits for a line, or for the end of the worker's output.</summary>
    private static bool Speaks(Process worker, Task<string?> next, TimeSpan allowed)
    {
        TimeSpan before = worker.HasExited ? TimeSpan.Zero : worker.TotalProcessorTime;
        var silence = Stopwatch.StartNew();
        while (!next.Wait(100))
        {
            worker.Refresh();
            if (silence.Elapsed > LongestSilence || (!worker.HasExited && worker.TotalProcessorTime - before > allowed))
            {
                return false;
            }
        }

        return true;
    }

    private void Judge(int mutant, string fate, string? test)
    {
        _done++;
        records.Add(new Outcome(_byId[mutant].Key, fate, test));
        if (fate != Fates.Killed)
        {
            Console.Error.WriteLine($"[{_done} of {mutants.Count}] {fate}: {_byId[mutant].Key}");
        }
    }
}
