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
        bool readerGone = false;
        StandardOutput.WatchReader(() =>
        {
            Volatile.Write(ref readerGone, true);
            interruption.Trigger();
        });
        Console.SetOut(StandardOutput.Open()); // for Serilog's sink, too
        var surroundings = new Surroundings
        {
            Out = Console.Out,
            Error = StandardOutput.OpenError(),
            OutInk = Ink.For(Console.IsOutputRedirected, Environment.GetEnvironmentVariable),
            ErrorInk = Ink.For(Console.IsErrorRedirected, Environment.GetEnvironmentVariable),
            Columns = static () => StandardOutput.Columns,
            StateDirectory = Directory.GetCurrentDirectory(), // a step may change it
            Stop = interruption.Token,
            ReaderGone = () => Volatile.Read(ref readerGone),
        };
        return await CommandLine.RunAsync(args, surroundings);
    }
}
