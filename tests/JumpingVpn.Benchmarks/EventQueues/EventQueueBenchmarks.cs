using BenchmarkDotNet.Attributes;

namespace JumpingVpn.Benchmarks.EventQueues;

[MemoryDiagnoser]
public class EventQueueBenchmarks
{
    private const int Operations = 100_000;

    private HoldModel _model = null!;

    [Params(1_000, 100_000, 1_000_000)]
    public int Pending { get; set; }

    [GlobalSetup]
    public void Setup() => _model = new HoldModel(Pending);

    [Benchmark(Baseline = true, OperationsPerInvoke = Operations)]
    public long PlainHeap() => _model.RunHeap(Operations);

    [Benchmark(OperationsPerInvoke = Operations)]
    public long EventQueue() => _model.RunQueue(Operations);
}
