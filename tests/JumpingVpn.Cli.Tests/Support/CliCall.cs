using JumpingVpn.Cli.CommandTree;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>One command line run inside the test process, with its output captured.</summary>
internal sealed class CliCall : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();

    private CliCall(string[] arguments, Func<Surroundings, Surroundings> adjust)
    {
        Surroundings surroundings = adjust(
            new Surroundings
            {
                Out = Out,
                Error = Error,
                Stop = _stop.Token,
                Signals = _stop.Token,
                RecordTo = (to, formatter) => to.Sink(new WriterSink(Out, formatter)),
            }
        );
        Exit = Task.Run(() => CommandLine.RunAsync(arguments, surroundings));
    }

    public LineCapture Out { get; } = new();

    public LineCapture Error { get; } = new();

    public Task<int> Exit { get; }

    public static CliCall Start(params string[] arguments) => new(arguments, surroundings => surroundings);

    public static CliCall Start(string[] arguments, Func<Surroundings, Surroundings> adjust) => new(arguments, adjust);

    /// <summary>Runs a command that ends by itself.</summary>
    public static async Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments)
    {
        await using CliCall call = Start(arguments);
        int code = await call.Exit.WaitAsync(LineCapture.Patience);
        return (code, call.Out.Text, call.Error.Text);
    }

    /// <summary>Does what Ctrl-C does, and waits for the end.</summary>
    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await Exit.WaitAsync(LineCapture.Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }
}
