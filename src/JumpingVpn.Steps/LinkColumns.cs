using System.Globalization;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Naming;

namespace JumpingVpn.Steps;

/// <summary>Reads the cells of a table of links. A value that is none is an error that lists what there is.</summary>
internal static class LinkColumns
{
    /// <summary>What a column changes, in the order in which the columns are applied.</summary>
    public static readonly (string Column, Func<LinkOptions, string, LinkOptions> Apply)[] Knobs =
    [
        ("delay", (link, text) => link with { Delay = NatColumns.Duration(text) }),
        ("jitter", (link, text) => link with { Jitter = NatColumns.Duration(text) }),
        ("distribution", (link, text) => link with { JitterDistribution = Distribution(text) }),
        ("jitter correlation", (link, text) => link with { JitterCorrelation = Share(text) }),
        ("order", (link, text) => link with { Order = Order(text) }),
        ("loss", (link, text) => link with { Loss = Share(text) }),
        ("loss correlation", (link, text) => link with { LossCorrelation = Share(text) }),
        ("duplication", (link, text) => link with { Duplication = Share(text) }),
        ("copies", (link, text) => link with { MaxCopies = Number(text, "copies") }),
        ("copy delay", (link, text) => link with { CopyDelay = NatColumns.Duration(text) }),
        ("corruption", (link, text) => link with { Corruption = Share(text) }),
        ("damage", (link, text) => link with { CorruptionKind = Damage(text) }),
        ("reordering", (link, text) => link with { Reordering = Share(text) }),
        ("gap", (link, text) => link with { ReorderingGap = Number(text, "datagrams") }),
        ("mtu", Mtu),
        ("rate", (link, text) => link with { Rate = new RateLimit(new LinkWords().ReadRate(text)) }),
        ("overhead", (link, text) => link with { Rate = Rate(link, "overhead") with { OverheadBytes = Bytes(text) } }),
        ("burst", (link, text) => link with { Rate = Rate(link, "burst") with { BurstBytes = Bytes(text) } }),
        ("queue", (link, text) => link with { Rate = Rate(link, "queue") with { QueueDatagrams = Number(text, "datagrams") } }),
        ("discipline", (link, text) => link with { Rate = Rate(link, "discipline") with { Discipline = Discipline(text) } }),
    ];

    /// <summary>Finds a word in a list, or says which one was probably meant.</summary>
    public static T Word<T>(string text, string what, params ReadOnlySpan<(string Word, T Value)> words)
    {
        var known = new List<string>();
        foreach ((string word, T value) in words)
        {
            if (word == text)
            {
                return value;
            }

            known.Add(word);
        }

        throw new FormatException($"`{text}` is no {what}. Did you mean `{NearestName.Of(text, known)}`? There are {string.Join(", ", known)}.");
    }

    private static JumpingVpn.Network.Randomness.Probability Share(string text) => text.EndsWith('%')
        ? new Quantities().ReadShare(text)
        : throw new FormatException($"`{text}` is no share: write a percentage from 0 % to 100 %.");

    private static int Number(string text, string what) =>
        int.TryParse(text.Split(' ')[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && text.Split(' ').Length == 1
            ? number
            : throw new FormatException($"`{text}` is no number of {what}: write a whole number.");

    private static int Bytes(string text) => text.EndsWith(" bytes", StringComparison.Ordinal)
        ? Number(text[..^" bytes".Length], "bytes")
        : throw new FormatException($"`{text}` is no size: write a number of bytes, for example `1200 bytes`.");

    private static LinkOptions Mtu(LinkOptions link, string text)
    {
        const string Signalled = ", signalled";
        bool signalled = text.EndsWith(Signalled, StringComparison.Ordinal);
        return link with { Mtu = Bytes(signalled ? text[..^Signalled.Length] : text), MtuIsSignalled = signalled };
    }

    private static RateLimit Rate(LinkOptions link, string column) => link.Rate
        ?? throw new FormatException($"The column `{column}` describes the queue before a rate limit: give a `rate` too.");

    private static JitterDistribution Distribution(string text) => Word(
        text, "distribution",
        ("uniform", JitterDistribution.Uniform), ("normal", JitterDistribution.Normal), ("Pareto", JitterDistribution.Pareto));

    private static LinkOrder Order(string text) => Word(
        text, "order", ("kept", LinkOrder.Preserve), ("may change", LinkOrder.AllowOvertaking));

    private static CorruptionKind Damage(string text) => Word(
        text, "damage",
        ("flipped bit", CorruptionKind.BitFlip), ("truncated", CorruptionKind.Truncate), ("extended", CorruptionKind.Extend),
        ("caught", CorruptionKind.Caught));

    private static QueueDiscipline Discipline(string text) => Word(
        text, "queue discipline",
        ("drop-tail", QueueDiscipline.DropTail), ("drop-head", QueueDiscipline.DropHead), ("CoDel", QueueDiscipline.CoDel));
}
