using System.Threading.Channels;

namespace JumpingVpn.Cli.Terminal;

/// <summary>The terminal of this process. What is typed is read by a thread that holds no process.</summary>
internal sealed class ConsoleTerminal : ITerminal
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    private readonly Channel<string?> _lines = Channel.CreateUnbounded<string?>();
    private readonly TextWriter _out;
    private int _reads;
    private volatile bool _isGone;

    private ConsoleTerminal(TextWriter output, bool isDumb, bool hasColours)
    {
        _out = output;
        IsDumb = isDumb;
        HasColours = hasColours;
    }

    /// <inheritdoc/>
    public bool IsDumb { get; }

    /// <inheritdoc/>
    public bool HasColours { get; }

    /// <inheritdoc/>
    public (int Columns, int Rows) Size
    {
        get
        {
            try
            {
                return (Math.Max(1, Console.WindowWidth), Math.Max(1, Console.WindowHeight));
            }
            catch (IOException)
            {
                return (80, 24); // it does not tell, or is gone
            }
        }
    }

    /// <summary>The terminal; null if input or output is none.</summary>
    /// <param name="output">Writes to it.</param>
    /// <param name="environment">Reads an environment variable.</param>
    public static ConsoleTerminal? TryOpen(TextWriter output, Func<string, string?> environment)
    {
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
        {
            return null;
        }

        bool isDumb = environment("TERM") is "dumb" or "" || (environment("TERM") is null && !OperatingSystem.IsWindows());
        return new ConsoleTerminal(output, isDumb, Ink.For(redirected: false, environment).Enabled);
    }

    /// <inheritdoc/>
    public async Task<ConsoleKeyInfo?> ReadKeyAsync(CancellationToken stop)
    {
        try
        {
            while (!_isGone)
            {
                if (await ConsoleKeys.TryReadAsync(stop) is { } key)
                {
                    return key;
                }

                await Task.Delay(Look, stop); // so that nothing is left waiting in a read when the program ends
            }

            return null;
        }
        catch (Exception gone) when (gone is InvalidOperationException or IOException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ReadLineAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _reads, 1) == 0)
        {
            new Thread(ReadLines) { IsBackground = true, Name = "terminal input" }.Start();
        }

        return await _lines.Reader.ReadAsync(stop);
    }

    /// <inheritdoc/>
    public void Write(string text)
    {
        try
        {
            _out.Write(text);
        }
        catch (IOException)
        {
            _isGone = true;
        }
    }

    private void ReadLines()
    {
        string? line;
        do
        {
            try
            {
                line = Console.In.ReadLine();
            }
            catch (Exception gone) when (gone is IOException or InvalidOperationException)
            {
                line = null;
            }

            _lines.Writer.TryWrite(line);
        } while (line is not null);
    }
}
