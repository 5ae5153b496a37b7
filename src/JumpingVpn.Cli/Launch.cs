using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli;

/// <summary>Gives a command line the real terminal, clock and signals.</summary>
internal static class Launch
{
    /// <summary>Runs it.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        using var interruption = new Interruption();
        using var readerLeft = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption.Token, readerLeft.Token);
        StandardOutput.WatchReader(readerLeft.Cancel);
        Console.SetOut(StandardOutput.Open()); // for Serilog's sink, too
        var surroundings = new Surroundings
        {
            Out = Console.Out,
            In = Console.In,
            Error = StandardOutput.OpenError(),
            OutInk = Ink.For(Console.IsOutputRedirected, Environment.GetEnvironmentVariable),
            ErrorInk = Ink.For(Console.IsErrorRedirected, Environment.GetEnvironmentVariable),
            Columns = static () => StandardOutput.Columns,
            OutIsTerminal = !Console.IsOutputRedirected,
            HasTerminal = !(Console.IsInputRedirected && Console.IsOutputRedirected && Console.IsErrorRedirected),
            TakeHangUps = interruption.TakeHangUps,
            KeepStreams = StandardOutput.LeaveToGuests,
            Terminal = ConsoleTerminal.TryOpen(Console.Out, Environment.GetEnvironmentVariable),
            StateDirectory = Directory.GetCurrentDirectory(), // a step may change it
            Stop = stop.Token,
            Signals = interruption.Token,
            ReaderLeft = readerLeft.Token,
        };
        using var unfinished = new UnfinishedExit(surroundings.Error);
        return await CommandLine.RunAsync(args, surroundings);
    }
}
