using JumpingVpn.Cli.Sharding;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Features.Tags;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What <c>jumpingvpn explore</c> was asked to do.</summary>
internal sealed record ExploreOptions
{
    /// <summary>Feature files, directories, or <c>file:line</c>. Empty: the directory <c>features</c>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The seed of the first number.</summary>
    public ulong From { get; init; } = 1;

    /// <summary>How many numbers of each scenario; null for as many as fit the time.</summary>
    public int? Seeds { get; init; }

    /// <summary>How long; null for no limit.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>How many scenarios at once.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether each endpoint of a shared library is a process of its own.</summary>
    public bool Isolate { get; init; }

    /// <summary>Which scenarios, by their tags; null for all.</summary>
    public TagExpression? Tags { get; init; }

    /// <summary>Which strategies take turns.</summary>
    public StrategyMix Strategy { get; init; } = StrategyMix.All[0];

    /// <summary>Where findings are written.</summary>
    public string Out { get; init; } = "findings";

    /// <summary>Which part of the seeds.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Where the result file goes; null for nowhere.</summary>
    public string? ResultsPath { get; init; }

    /// <summary>The assemblies or projects of a user's own steps.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}
