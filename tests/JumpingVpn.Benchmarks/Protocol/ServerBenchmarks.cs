using BenchmarkDotNet.Attributes;

namespace JumpingVpn.Benchmarks.Protocol;

[MemoryDiagnoser]
public class ServerBenchmarks : IDisposable
{
    private const int Datagrams = 10_000;

    private ServerLoad _load = null!;

    [Params(1, 1_000_000)]
    public int Sessions { get; set; }

    [GlobalSetup]
    public void Setup() => _load = new ServerLoad(Sessions);

    [GlobalCleanup]
    public void Dispose() => _load.Dispose();

    [Benchmark(OperationsPerInvoke = Datagrams)]
    public long Data() => _load.RunData(Datagrams);
}
