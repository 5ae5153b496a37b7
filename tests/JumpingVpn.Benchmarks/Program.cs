using BenchmarkDotNet.Running;
using JumpingVpn.Benchmarks.Quick;

if (args is ["--quick", ..])
{
    return QuickTable.Run(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(QuickTable).Assembly).Run(args);
return 0;
