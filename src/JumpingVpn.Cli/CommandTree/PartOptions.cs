using System.CommandLine;
using JumpingVpn.Cli.Sharding;

namespace JumpingVpn.Cli.CommandTree;

/// <summary>The options of commands whose work can be done in parts, on several machines.</summary>
internal static class PartOptions
{
    /// <summary>Which part.</summary>
    public static Option<Shard> Shard() => ValueOption.Of("--shard", "I/N", Sharding.Shard.Parse);

    /// <summary>Where its results go.</summary>
    public static Option<string> Results() => new("--results") { HelpName = "FILE", Arity = ArgumentArity.ExactlyOne };

    /// <summary>The result files of parts that are to be put together.</summary>
    public static Option<string[]> Merge() =>
        new("--merge")
        {
            HelpName = "FILE...",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = true,
        };
}
