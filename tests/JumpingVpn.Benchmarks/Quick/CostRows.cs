using JumpingVpn.Benchmarks.Fuzzing;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What the dearest datagrams cost against a plain DATA of the same length; <c>--fuzz-cost</c> looks for others.</summary>
internal static class CostRows
{
    private const int Rounds = 2_000;

    public static IEnumerable<Row> All()
    {
        using var meter = new CostMeter();
        foreach (int length in (int[])[100, 1_400, 4_060, 65_507])
        {
            (string name, double ratio) = Bombs.OfLength(length).Select(bomb => (bomb.Name, meter.Ratio(bomb.Datagram, Rounds))).MaxBy(bomb => bomb.Item2);
            yield return new Row($"worst datagram of {length} bytes against a DATA ({name})", ratio, "times", CostCommand.Limit, AtMost: true);
        }
    }
}
