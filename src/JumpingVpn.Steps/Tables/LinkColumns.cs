using System.Globalization;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Steps.Tables;

/// <summary>Reads the cells of a table of links. An invalid value is an error that lists the valid ones.</summary>
internal static class LinkColumns
{
    private static readonly LinkOptions Busy = new()
    {
        Delay = TimeSpan.FromMilliseconds(1),
        Jitter = TimeSpan.FromTicks(1),
        Loss = Probability.FromPercent(1),
        Duplication = Probability.FromPercent(1),
        Corruption = Probability.FromPercent(1),
        Reordering = Probability.FromPercent(1),
        Rate = new RateLimit(BitRate.Megabits(1)),
    };

    /// <summary>What a column changes, in the order in which the columns are applied.</summary>
    public static readonly (string Column, Func<LinkOptions, string, LinkOptions> Apply)[] Settings =
    [
        ("delay", (link, text) => link with { Delay = NatColumns.Duration(text) }),
        ("jitter", (link, text) => link with { Jitter = NatColumns.Duration(text) }),
        ("distribution", (link, text) => link with { JitterDistribution = Distribution(text) }),
        ("jitter correlation", (link, text) => link with { JitterCorrelation = Share(text) }),
        ("order", (link, text) => link with { Order = Order(text) }),
        ("loss", (link, text) => link with { Loss = Share(text) }),
        ("loss correlation", (link, text) => link with { LossCorrelation = Share(text) }),
        ("loss model", (link, text) => link with { LossModel = LossModelWords.Read(text) }),
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

    /// <summary>Whether a cell can be right on any link: it is tried on one that does nothing, and on one that does everything.</summary>
    /// <exception cref="FormatException">It is not a value of its column.</exception>
    /// <exception cref="ArgumentException">It is out of range.</exception>
    public static void Try(Func<LinkOptions, string, LinkOptions> apply, string text)
    {
        try
        {
            apply(LinkOptions.Perfect, text).Validate();
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            apply(Busy, text).Validate();
        }
    }

    private static Probability Share(string text) =>
        text.EndsWith('%')
            ? new Quantities().ReadShare(text)
            : throw new FormatException($"`{text}` is not a percentage: write one from 0 % to 100 %");

    private static int Number(string text, string what) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new FormatException($"`{text}` is not a number of {what}: write a whole number");

    private static int Bytes(string text) =>
        text.EndsWith(" bytes", StringComparison.Ordinal)
            ? Number(text[..^" bytes".Length], "bytes")
            : throw new FormatException($"`{text}` is not a size: write a number of bytes, for example `1200 bytes`");

    private static LinkOptions Mtu(LinkOptions link, string text)
    {
        const string Signalled = ", signalled";
        bool signalled = text.EndsWith(Signalled, StringComparison.Ordinal);
        return link with { Mtu = Bytes(signalled ? text[..^Signalled.Length] : text), MtuIsSignalled = signalled };
    }

    private static RateLimit Rate(LinkOptions link, string column) =>
        link.Rate ?? throw new FormatException($"the column `{column}` describes the queue before a rate limit: give a `rate` too");

    private static JitterDistribution Distribution(string text) =>
        KnownWord.Of(
            text,
            "distribution",
            ("uniform", JitterDistribution.Uniform),
            ("normal", JitterDistribution.Normal),
            ("Pareto", JitterDistribution.Pareto)
        );

    private static LinkOrder Order(string text) =>
        KnownWord.Of(text, "order", ("kept", LinkOrder.Preserve), ("may change", LinkOrder.AllowOvertaking));

    private static CorruptionKind Damage(string text) =>
        KnownWord.Of(
            text,
            "damage",
            ("flipped bit", CorruptionKind.BitFlip),
            ("truncated", CorruptionKind.Truncate),
            ("extended", CorruptionKind.Extend),
            ("caught", CorruptionKind.Caught)
        );

    private static QueueDiscipline Discipline(string text) =>
        KnownWord.Of(
            text,
            "queue discipline",
            ("drop-tail", QueueDiscipline.DropTail),
            ("drop-head", QueueDiscipline.DropHead),
            ("CoDel", QueueDiscipline.CoDel)
        );
}
