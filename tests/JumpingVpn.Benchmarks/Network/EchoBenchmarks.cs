using BenchmarkDotNet.Attributes;

namespace JumpingVpn.Benchmarks.Network;

[MemoryDiagnoser]
public class EchoBenchmarks
{
    private const int Datagrams = 100_000;

    private EchoWorld _world = null!;

    [Params(1, 9_999)]
    public int Clients { get; set; }

    [GlobalSetup]
    public void Setup() => _world = new EchoWorld(Clients, natted: true);

    [Benchmark(OperationsPerInvoke = Datagrams)]
    public long EchoThroughNat() => _world.Run(Datagrams, atOnce: Math.Max(64, Clients));
}
