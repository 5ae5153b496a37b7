using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace JumpingVpn.Mutants;

/// <summary>
/// The process that runs the tests. A mutant may hang it, bring it down or eat its memory, so it says on the standard output
/// what it is about to do, a line each, and the campaign that started it judges.
/// </summary>
internal static class Worker
{
    /// <summary>Notes what each test reaches, where the plan is "-"; else carries out the plan in that file. There are only the tests whose
    /// names contain one of the words, where there are any.</summary>
    public static int Run(string testAssembly, string mutated, string plan, string[] only)
    {
        // The tests may write to the console; only the campaign reads these lines.
        TextWriter report = Console.Out;
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        var mutants = new MutantSwitch(mutated);
        if (plan == "-")
        {
            mutants.StartNoting();
            using var host = new TestHost(testAssembly, only);
            NoteCoverage(host, mutants, report);
        }
        else
        {
            CarryOut(JsonSerializer.Deserialize<TrialPlan>(File.ReadAllText(plan))!, testAssembly, only, mutants, report);
        }

        // A thread that a mutant left behind must not keep the process.
        Environment.Exit(0);
        return 0;
    }

    private static void CarryOut(TrialPlan plan, string testAssembly, string[] only, MutantSwitch mutants, TextWriter report)
    {
        if (plan.Jobs[0].IsStatic)
        {
            // The search for tests initialises types as well.
            mutants.TurnOn(plan.Jobs[0].Mutant);
        }

        using var host = new TestHost(testAssembly, only);
        var order = new TestOrder(plan.Tests);
        foreach (Job job in plan.Jobs)
        {
            List<string> tests = order.For(job);
            if (job.IsStatic)
            {
                // A mutant may change the data of theories, whose tests then have other names.
                tests.AddRange(host.Tests.Keys.Except(plan.Tests.Select(test => test.Id)));
            }

            Try(host, job, tests, order, mutants, report);
        }
    }

    /// <summary>A few tests first: most mutants die there.</summary>
    private static void Try(TestHost host, Job job, List<string> tests, TestOrder order, MutantSwitch mutants, TextWriter report)
    {
        int done = 0;
        for (int size = 3; done < tests.Count; size *= 3)
        {
            List<string> batch = tests.GetRange(done, Math.Min(size, tests.Count - done));
            double allowed = Patience.Milliseconds + (Patience.Factor * batch.Sum(order.TimeOf));
            Say(report, string.Create(CultureInfo.InvariantCulture, $"trying {job.Mutant} {allowed:F0}"));
            mutants.TurnOn(job.Mutant);
            using var watch = new HangWatch(mutants, TimeSpan.FromMilliseconds(allowed));
            string? failed = host.FindFailure(batch);
            mutants.TurnOff();
            if (watch.End())
            {
                Say(report, $"{Fates.Hangs} {job.Mutant}");
                return;
            }

            if (failed is not null)
            {
                order.Note(job, failed);
                Say(report, $"{Fates.Killed} {job.Mutant} {host.NameOf(failed)}");
                return;
            }

            done += batch.Count;
        }

        Say(report, $"{Fates.Survived} {job.Mutant}");
    }

    private static void NoteCoverage(TestHost host, MutantSwitch mutants, TextWriter report)
    {
        // The search for tests has initialised types already.
        (int[] early, int[] first) = mutants.TakeReached();
        Say(report, JsonSerializer.Serialize(new TestCoverage("", "the search for tests", 0, true, [], [.. early.Union(first)])));
        foreach ((string id, ITestCase test) in host.Tests.OrderBy(test => test.Value.DisplayName, StringComparer.Ordinal))
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            bool passed = host.FindFailure([id]) is null;
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
