using JumpingVpn.Features.Documents;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>Plays all stories at once, each in namespaces of its own, when the first of them is asked for.</summary>
public sealed class KernelStage
{
    /// <summary>What two accounts of a time may differ by, besides what the machine is late.</summary>
    internal static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    /// <summary>From here on the machine is so late that steps change places with timers: then nothing is compared.</summary>
    internal static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(100);

    /// <summary>From this share on, whoever should act waits for others so long that times say nothing.</summary>
    internal const double TooPressed = 0.6;

    private readonly Lazy<Task<Dictionary<string, List<AccountLine>>>> _accounts;

    public KernelStage() => _accounts = new(PlayAllAsync);

    internal static IReadOnlyList<Scenario> Stories { get; } = FeatureCatalog.Load(RepositoryFiles.PathOf("features", "reality")).Scenarios;

    /// <summary>How late the machine was while they were played.</summary>
    internal TimeSpan Lateness { get; private set; }

    /// <summary>The share of that time in which somebody waited for a processor.</summary>
    internal double Pressure { get; private set; }

    /// <summary>What was reported in a story.</summary>
    internal async Task<List<AccountLine>> AccountOfAsync(Scenario story) => (await _accounts.Value)[story.Name];

    private async Task<Dictionary<string, List<AccountLine>>> PlayAllAsync()
    {
        await using var internet = new KernelInternet();
        await internet.StartGatewayAsync();
        KernelStory[] stories = [.. Stories.Select(story => new KernelStory(story, internet))];
        try
        {
            await Task.WhenAll(stories.Select(story => Task.Run(story.PrepareAsync)));
            await using var meter = new LatenessMeter();
            await Task.WhenAll(stories.Select(story => story.PlayAsync()));
            Lateness = meter.Worst;
            Pressure = meter.Pressure;
            return Stories.Zip(stories).ToDictionary(pair => pair.First.Name, pair => pair.Second.Account);
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
