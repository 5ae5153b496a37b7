using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>Plays all stories at once, each in namespaces of its own, when the first of them is asked for.</summary>
public sealed class KernelStage
{
    /// <summary>From here on the machine is so late that steps change places with timers.</summary>
    internal static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(100);

    private readonly Lazy<Task<Dictionary<string, Performance>>> _all = new(() => PlayAsync(Stories));

    internal static IReadOnlyList<Scenario> Stories { get; } = FeatureCatalog.Load(RepositoryFiles.PathOf("features", "reality")).Scenarios;

    /// <summary>How a story went when all were played.</summary>
    internal async Task<Performance> PlayedAsync(Scenario story) => (await _all.Value)[story.Name];

    /// <summary>Plays one again, alone.</summary>
    internal static async Task<Performance> PlayAgainAsync(Scenario story) => (await PlayAsync([story]))[story.Name];

    private static async Task<Dictionary<string, Performance>> PlayAsync(IReadOnlyList<Scenario> scenarios)
    {
        await using var internet = new KernelInternet();
        await internet.StartGatewayAsync();
        KernelStory[] stories = [.. scenarios.Select(story => new KernelStory(story, internet))];
        try
        {
            await Task.WhenAll(stories.Select(story => Task.Run(story.PrepareAsync)));
            internet.HurryGateway();
            await using var meter = new LatenessMeter();
            await Task.WhenAll(stories.Select(story => story.PlayAsync()));
            return scenarios.Zip(stories).ToDictionary(pair => pair.First.Name, pair => new Performance(pair.Second.Account, meter.Worst));
        }
        finally
        {
            foreach (KernelStory story in stories)
            {
                await story.DisposeAsync();
            }
        }
    }
}
