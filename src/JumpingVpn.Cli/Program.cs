using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Cli.Terminal;

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
    Stop = interruption.Token,
    ReaderGone = () => Volatile.Read(ref readerGone),
};
return await CommandLine.RunAsync(args, surroundings);
