using System.Globalization;
using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Sharding;

/// <summary>A part of what several machines do together: a range of the seeds.</summary>
/// <param name="Index">Which part; the first is 1.</param>
/// <param name="Of">How many parts there are.</param>
internal readonly record struct Shard(int Index, int Of)
{
    /// <summary>The most parts that there may be.</summary>
    public const int Most = 100_000;

    /// <summary>All of it.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>2/4</c>.</summary>
    public static Parsed<Shard> Parse(string text) =>
        text.Split('/') is [var index, var of]
        && CountText.Parse(of, Most).Value is > 0 and var parts
        && CountText.Parse(index, parts).Value is > 0 and var part
            ? new Shard(part, parts)
            : Parsed<Shard>.Invalid("write which part of how many: 1/4, 2/4, 3/4 or 4/4");

    /// <summary>Whether it has a piece of work, where pieces are dealt out one by one.</summary>
    /// <param name="piece">The number of the piece, from 0.</param>
    public bool Has(long piece) => piece % Of == Index - 1;

    /// <summary>Its seeds: how many are before them, and how many they are. There may be none, where there are more parts than
    /// seeds.</summary>
    /// <param name="seeds">How many seeds all parts have together.</param>
    public (int Before, int Count) RangeOf(int seeds)
    {
        int before = (int)((long)seeds * (Index - 1) / Of);
        return (before, (int)((long)seeds * Index / Of) - before);
    }

    /// <summary>Its name with its seeds: <c>2/4 (seeds 251 to 500)</c>.</summary>
    /// <param name="from">The first seed of all parts.</param>
    /// <param name="seeds">How many seeds all parts have together.</param>
    public string Describe(ulong from, int seeds)
    {
        (int before, int count) = RangeOf(seeds);
        ulong first = from + (ulong)before;
        return count == 0
            ? $"{this} (no seeds)"
            : string.Create(CultureInfo.InvariantCulture, $"{this} (seeds {first} to {first + (ulong)(count - 1)})");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Of}");
}
