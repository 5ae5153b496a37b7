using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>The kernel as the third carrier: what processes report behind its NAT is what the simulator says of the same feature.</summary>
public sealed class KernelCarrierTests(KernelStage stage) : IClassFixture<KernelStage>
{
    // A machine with other work is late now and then; what a kernel does otherwise than the simulator it does each time.
    private const int Tries = 3;

    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();
    private static readonly TestRun Run = TestRun.Start(Vocabulary);

    public static TheoryData<string> Stories() => [.. KernelStage.Stories.Select(story => story.Name)];

    [SkippableTheory]
    [MemberData(nameof(Stories))]
    public async Task The_kernel_tells_the_same_story(string name)
    {
        Skip.If(KernelInternet.WhyUnavailable() is not null, KernelInternet.WhyUnavailable());
        Scenario story = KernelStage.Stories.Single(story => story.Name == name);
        List<AccountLine> simulated = Simulate(story);

        Performance played = await stage.PlayedAsync(story);
        string? difference = Accounts.Difference(simulated, played);
        for (int i = 1; i < Tries && difference is not null; i++)
        {
            played = await KernelStage.PlayAgainAsync(story);
            difference = Accounts.Difference(simulated, played);
        }

        Skip.If(
            difference is not null && played.Lateness > KernelStage.TooLate,
            $"this machine is too busy to keep time: it woke a waiter {played.Lateness} late"
        );
        difference.Should().BeNull($"it was played {Tries} times");
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
