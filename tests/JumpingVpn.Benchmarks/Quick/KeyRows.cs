using JumpingVpn.Benchmarks.Protocol;
using JumpingVpn.Protocol;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What keys cost the session server: each mode against the demonstration's, measured in turns.</summary>
internal static class KeyRows
{
    private const int Datagrams = 20_000;
    private const int Handshakes = 200;
    private const int Rounds = 8;
    private const int Many = 1_000_000;

    public static IEnumerable<Row> All()
    {
        using KeyedLoad demo = Load(SessionMode.Demo);
        double demoHandshakes = Measure.Rate(() => demo.RunHandshakes(Handshakes), Rounds);
        foreach (SessionMode mode in (SessionMode[])[SessionMode.Psk, SessionMode.Ephemeral])
        {
            using KeyedLoad keyed = Load(mode);
            string name = mode.ToString().ToLowerInvariant();
            (double plain, double sealedRate) = Measure.Rates(() => demo.RunData(Datagrams), () => keyed.RunData(Datagrams));
            yield return new Row($"server core, DATA in {name} mode", sealedRate, "DATA/s");
            yield return new Row($"cost of a DATA, {name} against demo", plain / sealedRate, "times", 5, AtMost: true);
            yield return new Row(
                $"allocated by one DATA in {name} mode",
                Measure.Allocated(() => keyed.RunData(Datagrams)),
                "bytes",
                0,
                AtMost: true
            );
            double handshakes = Measure.Rate(() => keyed.RunHandshakes(Handshakes), Rounds);
            yield return new Row($"server core, handshakes in {name} mode", handshakes, "per second", 8_000);
            yield return new Row($"cost of a handshake, {name} against demo", demoHandshakes / handshakes, "times");
        }
    }

    /// <summary>A million handshakes with keys take a minute and more.</summary>
    public static IEnumerable<Row> Idle()
    {
        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var idle = new IdleKeys(Many);
        double each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / idle.Count;
        yield return new Row($"idle session with keys at {idle.Count:N0}", each, "live bytes", 300, AtMost: true);
    }

    private static KeyedLoad Load(SessionMode mode) => new(mode, datagrams: 64, handshakes: Handshakes * Rounds);
}
