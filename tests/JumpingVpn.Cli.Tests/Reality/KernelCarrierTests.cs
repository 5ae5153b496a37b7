using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>The kernel as the third carrier: what processes report behind its NAT is what the simulator says of the same feature.</summary>
public sealed class KernelCarrierTests(KernelStage stage) : IClassFixture<KernelStage>
{
    private const string Wish = "JUMPINGVPN_REALITY";

    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();
    private static readonly TestRun Run = TestRun.Start(Vocabulary);

    public static TheoryData<string> Stories() => [.. KernelStage.Stories.Select(story => story.Name)];

    [SkippableTheory]
    [MemberData(nameof(Stories))]
    public async Task The_kernel_tells_the_same_story(string name)
    {
        Skip.If(
            Environment.GetEnvironmentVariable(Wish) is null,
            $"it compares times to 50 ms, which needs a machine that does nothing else; set {Wish}=1 to run it"
        );
        Skip.If(KernelInternet.WhyUnavailable() is not null, KernelInternet.WhyUnavailable());
        Scenario story = KernelStage.Stories.Single(story => story.Name == name);
        List<AccountLine> simulated = Simulate(story);

        List<AccountLine> real = await stage.AccountOfAsync(story);

        Skip.If(stage.Lateness > KernelStage.TooLate, $"this machine is too busy to keep time: it woke a waiter {stage.Lateness} late");
        Skip.If(
            stage.Pressure > KernelStage.TooPressed,
            $"this machine is too busy: in {stage.Pressure:P0} of the time somebody waited for it"
        );
        foreach (string actor in simulated.Select(line => line.Actor).Distinct())
        {
            AccountLine[] expected = [.. simulated.Where(line => line.Actor == actor)];
            AccountLine[] found = [.. real.Where(line => line.Actor == actor)];
            found.Select(line => line.What).Should().Equal(expected.Select(line => line.What), $"of {actor}");
            TimeSpan[] off = [.. found.Zip(expected).Select(pair => (pair.First.At - pair.Second.At).Duration())];
            off.Max().Should().BeLessThan(KernelStage.Tolerance + stage.Lateness, $"of {actor}, where the machine was late, too");
        }
    }

    [Fact]
    public void There_are_ten_stories_and_no_two_are_alike() =>
        KernelStage.Stories.Select(story => string.Join('\n', story.Steps)).Distinct().Should().HaveCount(10);

    private static List<AccountLine> Simulate(Scenario story)
    {
        List<string> lines = [];
        using ScenarioWorker worker = Run.OpenWorker();
        ScenarioResult result = worker.Run(
            new ScenarioPlanner(Vocabulary).Plan(story),
            new LabSettings
            {
                Backend = "sim",
                Seed = 3,
                TraceLine = lines.Add,
            }
        );
        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        return new AccountReader().ReadTrace(lines);
    }
}
