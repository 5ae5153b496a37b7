using JumpingVpn.Cli.Sharding;
using JumpingVpn.Features.Tags;

namespace JumpingVpn.Cli.Studying;

/// <summary>What <c>jumpingvpn study</c> was asked to do.</summary>
internal sealed record StudyOptions
{
    /// <summary>The plan: feature files, directories, or <c>file:line</c>.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>The first seed.</summary>
    public ulong From { get; init; } = 1;

    /// <summary>Under how many seeds each case is run.</summary>
    public int Seeds { get; init; } = 400;

    /// <summary>How many cases at once.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether each endpoint of a shared library is a process of its own.</summary>
    public bool Isolate { get; init; }

    /// <summary>Which scenarios, by their tags; null for all.</summary>
    public TagExpression? Tags { get; init; }

    /// <summary>Which part of the seeds.</summary>
    public Shard Shard { get; init; } = Shard.Whole;

    /// <summary>Where the result file goes; null for nowhere.</summary>
    public string? ResultsPath { get; init; }

    /// <summary>The reports to write.</summary>
    public IReadOnlyList<StudyTarget> Reports { get; init; } = [];

    /// <summary>The assemblies or projects of a user's own steps.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}
