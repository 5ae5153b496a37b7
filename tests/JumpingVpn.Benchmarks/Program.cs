using BenchmarkDotNet.Running;
using JumpingVpn.Benchmarks.Fuzzing;
using JumpingVpn.Benchmarks.Gateway;
using JumpingVpn.Benchmarks.Quick;
using JumpingVpn.Benchmarks.Soak;

if (args is ["--quick", ..])
{
    return QuickTable.Run(args[1..]);
}

if (args is ["--fuzz", ..])
{
    return FuzzCommand.Run(args[1..]);
}

if (args is ["--fuzz-cost", ..])
{
    return CostCommand.Run(args[1..]);
}

if (args is ["--first-second"])
{
    return ColdRows.RunFirstSecond();
}

if (args is [PlainEcho.Argument])
{
    return PlainEcho.Run();
}

if (args is ["--soak", ..])
{
    return await SoakCommand.RunAsync(args[1..]);
}

BenchmarkSwitcher.FromAssembly(typeof(QuickTable).Assembly).Run(args);
return 0;
