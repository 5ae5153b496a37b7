using BenchmarkDotNet.Attributes;

namespace JumpingVpn.Benchmarks.Network;

[MemoryDiagnoser]
public class WorldBenchmarks
{
    private ulong _seed;

    [Benchmark(Baseline = true)]
    public void WithoutProtocol() => SessionWorld.RunBare(_seed++);

    [Benchmark]
    public void WithSession() => SessionWorld.Run(_seed++);
}
