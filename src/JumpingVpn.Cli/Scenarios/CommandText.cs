using System.Globalization;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Sharding;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The command line of a run, written from what it was understood as.</summary>
internal static class CommandText
{
    public static string Of(RunOptions options)
    {
        List<string> words = ["run", .. options.Paths];
        words.AddRange(["--backend", options.Backends.Count > 1 ? Backends.All : options.Backends[0]]);
        words.AddRange(["--seed", options.Seed.ToString(CultureInfo.InvariantCulture)]);
        words.AddRange(options.Seeds > 1 ? ["--seeds", options.Seeds.ToString(CultureInfo.InvariantCulture)] : []);
        words.AddRange(options.Tags is { } tags ? ["--tags", tags.Text] : []);
        words.AddRange(options.Name is { } name ? ["--name", name.ToString()] : []);
        words.AddRange(options.Rerun ? ["--rerun"] : []);
        words.AddRange(options.Shard != Shard.Whole ? ["--shard", options.Shard.ToString()] : []);
        words.AddRange(options.FailFast ? ["--fail-fast"] : []);
        words.AddRange(options.Jobs > 1 ? ["--jobs", options.Jobs.ToString(CultureInfo.InvariantCulture)] : []);
        words.AddRange(options.Isolate ? [ChildHost.Isolate] : []);
        words.AddRange(options.Steps.SelectMany(static path => new[] { "--steps", path }));
        return ReplayCommand.Write(words);
    }
}
