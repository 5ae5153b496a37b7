using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Shows on a terminal what passes the box, and does what its keys say.</summary>
/// <remarks>A terminal that cannot be written or read any more ends the view, and not the box.</remarks>
internal sealed class LiveView(Box box, BoxOptions options, BoxEvents events, Surroundings surroundings, CancellationTokenSource end)
{
    private const string Enter = "\e[?1049h\e[?25l"; // another screen, without the cursor
    private const string Leave = "\e[?25h\e[?1049l";
    private const string Home = "\e[H";
    private const string ToEndOfLine = "\e[K";
    private const string ToEndOfScreen = "\e[J";

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan KeyPause = TimeSpan.FromMilliseconds(50);

    private readonly LivePage _page = new(box, options, events);
    private bool _readsKeys = true;

    /// <summary>Shows it until the box is to end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await surroundings.Out.WriteAsync(Enter);
            await DrawUntilAsync(stop);
        }
        catch (OperationCanceledException)
        {
            // It is to end.
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            surroundings.Warn($"the terminal can no longer be written to: {exception.Message} The relay goes on.");
            return;
        }

        await surroundings.Out.WriteAsync(Leave);
    }

    private async Task DrawUntilAsync(CancellationToken stop)
    {
        long drawn = 0;
        while (!stop.IsCancellationRequested)
        {
            bool pressed = await HandleKeysAsync(stop);
            if (pressed || drawn == 0 || surroundings.Clock.GetElapsedTime(drawn) >= Between)
            {
                drawn = surroundings.Clock.GetTimestamp();
                await surroundings.Out.WriteAsync(Frame());
            }

            await Task.Delay(KeyPause, surroundings.Clock, stop);
        }
    }

    private string Frame()
    {
        (int columns, int rows) = Size();
        IEnumerable<string> lines = _page
            .Render(columns, rows, surroundings.OutInk.Enabled)
            .Split('\n')
            .Select(static line => line.TrimEnd('\r'))
            .Take(rows);
        return $"{Home}{string.Join($"{ToEndOfLine}\r\n", lines)}{ToEndOfScreen}";
    }

    /// <summary>The size of the terminal as it is now; the usual one if it does not tell.</summary>
    private static (int Columns, int Rows) Size()
    {
        try
        {
            return (Math.Max(Console.WindowWidth, 20), Math.Max(Console.WindowHeight, 5));
        }
        catch (IOException)
        {
            return (80, 24);
        }
    }

    private async Task<bool> HandleKeysAsync(CancellationToken stop)
    {
        bool any = false;
        try
        {
            while (_readsKeys && await ConsoleKeys.TryReadAsync(stop) is { } key)
            {
                any = true;
                if (!BoxKeys.Press(key.KeyChar, box))
                {
                    end.Cancel();
                }
            }
        }
        catch (InvalidOperationException refusal) when (Console.IsInputRedirected)
        {
            _readsKeys = false; // standard input is not a terminal
            events.Tell("NoKeys", ("why", refusal.Message));
        }
        catch (InvalidOperationException refusal)
        {
            events.Tell("Refused", ("why", refusal.Message));
        }
        catch (IOException exception)
        {
            _readsKeys = false;
            events.Tell("NoKeys", ("why", exception.Message));
        }

        return any;
    }
}
