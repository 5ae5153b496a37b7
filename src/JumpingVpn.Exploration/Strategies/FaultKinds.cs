using JumpingVpn.Exploration.Profiles;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>The kinds of faults that there are, and which of them a scenario can have.</summary>
internal static class FaultKinds
{
    public const string Loss = "loss";
    public const string Duplication = "duplication";
    public const string Delay = "delay";
    public const string Corruption = "corruption";
    public const string Replay = "replay";
    public const string Rebinding = "rebinding";
    public const string Crash = "crash";
    public const string Pause = "pause";
    public const string ClockStep = "clock step";
    public const string Outage = "outage";
    public const string Partition = "partition";
    public const string Forgery = "forgery";
    public const string Talk = "long talk";
    public const string Probe = "probe";

    /// <summary>The kinds that a scenario can have.</summary>
    public static IReadOnlyList<string> Of(ScenarioProfile profile)
    {
        Boundary last = profile.Boundaries[^1];
        return
        [
            .. PlacedOf(profile),
            .. last.Clients.Count > 0 ? [Talk] : Array.Empty<string>(),
            .. last.PublicPeers.Count > 0 && last.Peers.Count > last.PublicPeers.Count ? [Probe] : Array.Empty<string>(),
        ];
    }

    /// <summary>Those of them that strike at a place.</summary>
    public static IReadOnlyList<string> PlacedOf(ScenarioProfile profile)
    {
        Boundary last = profile.Boundaries[^1];
        List<string> kinds = [];
        if (profile.Entries.Count > 0)
        {
            kinds.AddRange([Loss, Duplication, Delay, Outage]);
            kinds.AddRange(profile.HasKeys ? [Corruption] : []);
        }

        kinds.AddRange(profile.Sent.Count > 0 ? [Replay] : []);
        kinds.AddRange(last.Nats.Count > 0 ? [Rebinding] : []);
        kinds.AddRange(last.Actors.Count > 0 ? [Crash, Pause, ClockStep] : []);
        kinds.AddRange(last.Actors.Count > 1 ? [Partition] : []);
        kinds.AddRange(Forgeries.At(last, profile.HasKeys).Count > 0 ? [Forgery] : []);
        return kinds;
    }
}
