using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Client.View;

/// <summary>
/// A session on a terminal: what it goes through, and keys to break it. It has the whole screen, which it gives back with what was there
/// before; on a terminal that knows only lines it prints one for each thing that happens, and takes whole lines.
/// </summary>
/// <param name="terminal">The terminal.</param>
/// <param name="notes">What happened.</param>
/// <param name="hand">What is typed.</param>
/// <param name="clock">How often it looks.</param>
internal sealed class LiveScreen(ITerminal terminal, Notes notes, Hand hand, TimeProvider clock)
{
    private const string Enter = "\e[?1049h\e[?25l";
    private const string Leave = "\e[?25h\e[?1049l";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>Shows it until the person leaves, the session is over for good, or the program is to stop.</summary>
    /// <param name="show">What is shown now.</param>
    /// <param name="over">Completes when there is nothing more to see.</param>
    /// <param name="stop">When to stop.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public Task RunAsync(Func<ScreenState> show, Task over, CancellationToken stop) =>
        terminal.IsDumb ? RunLinesAsync(over, stop) : RunScreenAsync(show, over, stop);

    private async Task RunScreenAsync(Func<ScreenState> show, Task over, CancellationToken stop)
    {
        terminal.Write(Enter);
        try
        {
            string drawn = "";
            Task<ConsoleKeyInfo?> key = terminal.ReadKeyAsync(stop);
            while (!hand.Leaves && !over.IsCompleted)
            {
                drawn = Redraw(show, drawn);
                await Task.WhenAny(key, over, Task.Delay(Pace, clock, stop));
                stop.ThrowIfCancellationRequested();
                while (key.IsCompleted && !hand.Leaves)
                {
                    if (await key is not { } pressed)
                    {
                        return; // the terminal is gone
                    }

                    hand.Press(pressed, stop);
                    key = terminal.ReadKeyAsync(stop);
                }
            }

            Redraw(show, drawn);
            if (over.IsCompleted && !hand.Leaves)
            {
                await AwaitKeyAsync(key, show, stop);
            }
        }
        finally
        {
            terminal.Write(Leave);
        }
    }

    private async Task AwaitKeyAsync(Task<ConsoleKeyInfo?> key, Func<ScreenState> show, CancellationToken stop)
    {
        notes.Add(NoteKind.Bad, "It is over. Press a key to leave.");
        string drawn = "";
        while (!key.IsCompleted)
        {
            drawn = Redraw(show, drawn);
            await Task.WhenAny(key, Task.Delay(Pace, clock, stop));
            stop.ThrowIfCancellationRequested();
        }
    }

    private string Redraw(Func<ScreenState> show, string drawn)
    {
        (int columns, int rows) = terminal.Size;
        ScreenState state = show() with { Notes = notes.Latest(rows) };
        string screen = ScreenWriter.Draw(state, columns, rows, terminal.HasColours);
        if (screen != drawn)
        {
            terminal.Write(screen);
        }

        return screen;
    }

    private async Task RunLinesAsync(Task over, CancellationToken stop)
    {
        long version = 0;
        notes.Add(NoteKind.Plain, "/help lists the commands; /quit ends the client");
        Task<string?> line = terminal.ReadLineAsync(stop);
        while (!hand.Leaves)
        {
            foreach (Note note in notes.Since(ref version))
            {
                terminal.Write(ScreenWriter.Text(note) + "\n");
            }

            if (over.IsCompleted)
            {
                return;
            }

            await Task.WhenAny(line, over, Task.Delay(Pace, clock, stop));
            stop.ThrowIfCancellationRequested();
            if (line.IsCompleted)
            {
                if (await line is not { } typed)
                {
                    return;
                }

                hand.Enter(typed, stop);
                line = terminal.ReadLineAsync(stop);
            }
        }
    }
}
