using System.Globalization;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Says what one direction of a link does, in the words in which it can be set.</summary>
internal static class LinkText
{
    /// <summary>In one line: <c>delay 20 ms, loss 20 %</c>; <c>perfect</c> where it does nothing.</summary>
    public static string Of(LinkOptions link)
    {
        IReadOnlyDictionary<string, string> settings = Settings(link);
        return settings.Count == 0 ? "perfect" : string.Join(", ", settings.Select(static each => $"{each.Key} {each.Value}"));
    }

    /// <summary>What is set, by the names of <see cref="SettingText.OfLinks"/>; what is as by default is left out.</summary>
    public static IReadOnlyDictionary<string, string> Settings(LinkOptions link)
    {
        Dictionary<string, string> settings = [];
        void Add(string name, bool isSet, string text)
        {
            if (isSet)
            {
                settings.Add(name, text);
            }
        }

        Add("state", link.IsDown, "down");
        Add("delay", link.Delay > TimeSpan.Zero, Time(link.Delay));
        Add("jitter", link.Jitter > TimeSpan.Zero, Time(link.Jitter));
        Add("distribution", link.JitterDistribution != JitterDistribution.Uniform, $"{link.JitterDistribution}");
        Add("jitter-correlation", link.JitterCorrelation > Probability.Never, $"{link.JitterCorrelation}");
        Add("order", link.Order == LinkOrder.AllowOvertaking, "may change");
        Add("loss", link.Loss > Probability.Never, $"{link.Loss}");
        Add("loss-correlation", link.LossCorrelation > Probability.Never, $"{link.LossCorrelation}");
        Add("loss-model", link.LossModel is not null, $"{link.LossModel}");
        Add("duplicate", link.Duplication > Probability.Never, $"{link.Duplication}");
        Add("copies", link.MaxCopies > 1, Number(link.MaxCopies));
        Add("copy-delay", link.CopyDelay > TimeSpan.Zero, Time(link.CopyDelay));
        Add("corrupt", link.Corruption > Probability.Never, $"{link.Corruption}");
        Add("damage", link.CorruptionKind != CorruptionKind.BitFlip, $"{link.CorruptionKind}");
        Add("reorder", link.Reordering > Probability.Never, $"{link.Reordering}");
        Add("gap", link.ReorderingGap > 1, Number(link.ReorderingGap));
        Add("mtu", link.Mtu is not null, $"{Number(link.Mtu ?? 0)} bytes");
        if (link.Rate is { } rate)
        {
            settings.Add("rate", $"{rate.Rate}");
            Add("overhead", rate.OverheadBytes > 0, $"{Number(rate.OverheadBytes)} bytes");
            Add("burst", rate.BurstBytes > 0, $"{Number(rate.BurstBytes)} bytes");
            settings.Add("queue", Number(rate.QueueDatagrams));
            Add("discipline", rate.Discipline != QueueDiscipline.DropTail, $"{rate.Discipline}");
        }

        return settings;
    }

    /// <summary>A time in milliseconds, or in seconds where that is shorter.</summary>
    public static string Time(TimeSpan time) =>
        time >= TimeSpan.FromSeconds(10)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.####} s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.####} ms");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
