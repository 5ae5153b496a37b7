using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Network.Naming;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>Named kinds of access links; a preset is nothing but its values and can be refined with <c>with</c>.</summary>
/// <remarks>
/// 3G, EDGE, LTE, DSL, Wi-Fi and "very bad" have the rates, one-way delays and losses of Apple's Network Link Conditioner, the profiles
/// that app developers test with; the figures of the way down were compared with published lists of the profiles, those of the way up are
/// as remembered. The conditioner knows no jitter and no queue, and neither do these. The others say below what they rest on.
/// </remarks>
public static class LinkPresets
{
    // Bytes of an IPv4 and a UDP header, which a rate on the wire pays for.
    private const int Headers = 28;

    /// <summary>Up 330 kbit/s, down 780 kbit/s, 100 ms each way.</summary>
    public static LinkPreset ThirdGeneration { get; } = Of(330, 100, 780, 100);

    /// <summary>Up 200 kbit/s and 440 ms, down 240 kbit/s and 400 ms.</summary>
    public static LinkPreset Edge { get; } = Of(200, 440, 240, 400);

    /// <summary>Up 10 Mbit/s and 65 ms, down 50 Mbit/s and 50 ms.</summary>
    public static LinkPreset Lte { get; } = Of(10_000, 65, 50_000, 50);

    /// <summary>Up 256 kbit/s, down 2 Mbit/s, 5 ms each way.</summary>
    public static LinkPreset Dsl { get; } = Of(256, 5, 2_000, 5);

    /// <summary>Up 33 Mbit/s, down 40 Mbit/s, 1 ms each way.</summary>
    public static LinkPreset WiFi { get; } = Of(33_000, 1, 40_000, 1);

    /// <summary>1 Mbit/s, 500 ms and 10 % of loss each way.</summary>
    public static LinkPreset VeryBad { get; } = new(VeryBadOptions, VeryBadOptions);

    /// <summary>
    /// A geostationary satellite: 280 ms each way, one hop seen from the edge of its coverage (RFC 2488 section 2: 239.6 ms right below it,
    /// 279.0 ms there); up 10 Mbit/s, down 50 Mbit/s are our own estimate.
    /// </summary>
    public static LinkPreset Satellite { get; } = Of(10_000, 280, 50_000, 280);

    /// <summary>Our own estimate: 2 and 5 Mbit/s with queues of a second, 20 ms ± 10 ms normal, losses in bursts of four, 1
    /// % in all.</summary>
    public static LinkPreset Hotel { get; } = new(HotelOptions(2_000), HotelOptions(5_000));

    /// <summary>Our own estimate: LTE at 100 ms ± 30 ms that is dead for 8 s of every minute, from 20 s on.</summary>
    public static LinkPreset TrainTunnel { get; } =
        new(Shaky(Lte.Up), Shaky(Lte.Down))
        {
            Schedule = new LinkSchedule(new LinkPhase(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(8), LinkOptions.Dead))
            {
                RepeatEvery = TimeSpan.FromSeconds(60),
            },
        };

    private static readonly NameTable<LinkPreset> Table = new(
        "link",
        ("3G", ThirdGeneration),
        ("EDGE", Edge),
        ("LTE", Lte),
        ("DSL", Dsl),
        ("Wi-Fi", WiFi),
        ("very bad", VeryBad),
        ("satellite", Satellite),
        ("hotel", Hotel),
        ("train tunnel", TrainTunnel)
    );

    /// <summary>All preset names, in the order of the documentation.</summary>
    public static IReadOnlyList<string> Names => Table.Names;

    private static LinkOptions VeryBadOptions => Limited(1_000, 500) with { Loss = Probability.FromPercent(10) };

    /// <summary>Finds a preset by name; case, spaces, hyphens and underscores do not matter.</summary>
    /// <exception cref="ArgumentException">No such preset; the message lists all.</exception>
    public static LinkPreset Find(string name) => Table.Find(name);

    /// <summary>Finds a preset by name without throwing.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out LinkPreset? preset) => Table.TryFind(name, out preset);

    private static LinkPreset Of(long upKilobits, int upMs, long downKilobits, int downMs) =>
        new(Limited(upKilobits, upMs), Limited(downKilobits, downMs));

    private static LinkOptions Limited(long kilobits, int delayMs) =>
        new()
        {
            Rate = new RateLimit(BitRate.Kilobits(kilobits)) { OverheadBytes = Headers },
            Delay = TimeSpan.FromMilliseconds(delayMs),
        };

    // Bursts of 1/r = 4 datagrams; a share of p / (p + r) = 1 % in the bad state, in which everything is lost.
    private static LinkOptions HotelOptions(long kilobits) =>
        new()
        {
            Rate = new RateLimit(BitRate.Kilobits(kilobits)) { OverheadBytes = Headers, QueueBytes = (int)(kilobits * 1_000 / 8) },
            Delay = TimeSpan.FromMilliseconds(20),
            Jitter = TimeSpan.FromMilliseconds(10),
            JitterDistribution = JitterDistribution.Normal,
            LossModel = LossModel.GilbertElliott(Probability.FromPartsPerMillion(2_525), Probability.FromPercent(25)),
        };

    private static LinkOptions Shaky(LinkOptions options) =>
        options with
        {
            Delay = TimeSpan.FromMilliseconds(100),
            Jitter = TimeSpan.FromMilliseconds(30),
        };
}
