using JumpingVpn.Benchmarks.Fuzzing;
using JumpingVpn.Benchmarks.Protocol;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What the dearest datagrams cost against a plain DATA of the same length; <c>--fuzz-cost</c> looks for others.</summary>
internal static class CostRows
{
    private const int Rounds = 2_000;

    public static IEnumerable<Row> All()
    {
        using var meter = new CostMeter();
        foreach (int length in (int[])[100, 165, 1_400, 4_060, 65_507])
        {
            (string name, double ratio) = Bombs
                .OfLength(length)
                .Select(bomb => (bomb.Name, Ratio: meter.Ratio(bomb.Datagram, Rounds)))
                .MaxBy(bomb => bomb.Ratio);
            yield return new Row(
                $"worst datagram of {length} bytes against a DATA ({name})",
                ratio,
                "times",
                CostCommand.Limit,
                AtMost: true
            );
        }

        foreach (Row row in Floods())
        {
            yield return row;
        }
    }

    /// <summary>What a second of each flood leaves of the core: the rate of live sessions' DATA against that without it. The best of a few
    /// seconds.</summary>
    private static IEnumerable<Row> Floods()
    {
        const int Seconds = 5;
        byte[] bomb = Bombs.OfLength(4_060).First().Datagram;
        byte[] oversize = Bombs.OfLength(65_507).First().Datagram;
        (string Name, Func<FloodSecond> Make)[] floods =
        [
            ("10,000 parser bombs of 4,060 bytes", () => FloodSecond.Of(bomb, 10_000)),
            ("10,000 datagrams of 65,507 bytes", () => FloodSecond.Of(oversize, 10_000)),
            ("2,000 handshakes with keys", () => FloodSecond.OfHandshakes(2_000, withCookies: false)),
            ("2,000 handshakes with keys and cookies", () => FloodSecond.OfHandshakes(2_000, withCookies: true)),
        ];
        foreach ((string name, Func<FloodSecond> make) in floods)
        {
            double left = Enumerable
                .Range(0, Seconds)
                .Max(_ =>
                {
                    using FloodSecond flood = make();
                    return flood.Run();
                });
            yield return new Row($"live DATA under {name} a second, against none", left, "times", 0.75);
        }
    }
}
