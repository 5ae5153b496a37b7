using System.Text.Json;
using Xunit.Abstractions;

namespace JumpingVpn.Mutants;

/// <summary>
/// The process that runs the tests. A mutant may hang it, bring it down or eat its memory, so it says on the standard output
/// what it is about to do, a line each, and the campaign that started it judges.
/// </summary>
internal static class Worker
{
    /// <summary>Notes what each test reaches, where the jobs are "-"; else tries the mutants of that file of jobs.</summary>
    public static int Run(string testAssembly, string mutated, string jobs)
    {
        // The tests may write to the console; only the campaign reads these lines.
        TextWriter report = Console.Out;
        Console.SetOut(TextWriter.Null);
        var mutants = new MutantSwitch(mutated);
        using var host = new TestHost(testAssembly);
        if (jobs == "-")
        {
            NoteCoverage(host, mutants, report);
        }
        else
        {
            foreach (Job job in JsonSerializer.Deserialize<Job[]>(File.ReadAllText(jobs))!)
            {
                mutants.TurnOn(job.Mutant);
                bool survived = TryAll(host, job, report);
                mutants.TurnOff();
                Say(report, survived ? $"survived {job.Mutant}" : $"killed {job.Mutant}");
            }
        }

        // A thread that a mutant left behind must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    /// <summary>A few fast tests first: most mutants die there.</summary>
    private static bool TryAll(TestHost host, Job job, TextWriter report)
    {
        int done = 0;
        for (int size = 4; done < job.Tests.Count; size *= 3)
        {
            Say(report, $"trying {job.Mutant} {done} {size}");
            if (!host.Pass(job.Tests.Skip(done).Take(size)))
            {
                return false;
            }

            done += size;
        }

        return true;
    }

    private static void NoteCoverage(TestHost host, MutantSwitch mutants, TextWriter report)
    {
        mutants.StartNoting();
        mutants.TakeReached();
        foreach ((string id, ITestCase? test) in host.Tests.OrderBy(test => test.Value.DisplayName, StringComparer.Ordinal))
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            bool passed = host.Pass([id]);
            double time = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
            (int[] all, int[] statics) = mutants.TakeReached();
            Say(report, JsonSerializer.Serialize(new TestCoverage(id, test.DisplayName, time, passed, all, statics)));
        }
    }

    private static void Say(TextWriter report, string line)
    {
        report.WriteLine(line);
        report.Flush();
    }
}
