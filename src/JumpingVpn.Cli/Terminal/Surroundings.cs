using Serilog;
using Serilog.Configuration;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Terminal;

/// <summary>What a command may touch of the process it runs in. Tests put writers and their own token here.</summary>
internal sealed record Surroundings
{
    /// <summary>Results; flushed at the end of each line.</summary>
    public required TextWriter Out { get; init; }

    /// <summary>What is typed, or piped in. Default: nothing.</summary>
    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>Errors and progress.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Where the record of a server or client goes. Default: Serilog's sink for the console.</summary>
    public Action<LoggerSinkConfiguration, ITextFormatter> RecordTo { get; init; } = static (to, formatter) => to.Console(formatter);

    /// <summary>Says on <see cref="Error"/> what a command that goes on has to say at once. Default: silence, outside of a
    /// command.</summary>
    public Action<string> Warn { get; init; } = static _ => { };

    /// <summary>Colours of <see cref="Out"/>.</summary>
    public Ink OutInk { get; init; }

    /// <summary>Colours of <see cref="Error"/>.</summary>
    public Ink ErrorInk { get; init; }

    /// <summary>The columns of the terminal behind <see cref="Out"/>. Default: 80.</summary>
    public Func<int> Columns { get; init; } = static () => 80;

    /// <summary>A terminal that somebody sits at: what is typed and what is shown there. Default: null, for none.</summary>
    public ITerminal? Terminal { get; init; }

    /// <summary>The clock of the real-time commands. Default: the system's.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Reads an environment variable; null if there is none. Default: the process's.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;

    /// <summary>All environment variables. Default: the process's.</summary>
    public Func<IEnumerable<KeyValuePair<string, string>>> Variables { get; init; } =
        static () =>
            Environment
                .GetEnvironmentVariables()
                .Cast<System.Collections.DictionaryEntry>()
                .Select(one => KeyValuePair.Create((string)one.Key, (string)one.Value!));

    /// <summary>Whether <see cref="Out"/> is a terminal. Default: false.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>Whether the process has a terminal at any of its three streams: then SIGHUP says that it is gone. Default: true.</summary>
    public bool HasTerminal { get; init; } = true;

    /// <summary>Calls an action at each SIGHUP instead of ending, until what it gives is disposed. Default: nobody sends one.</summary>
    public Func<Action, IDisposable> TakeHangUps { get; init; } = static _ => new CancellationTokenSource();

    /// <summary>Keeps <see cref="In"/> and <see cref="Out"/> for ourselves: code of others that is loaded afterwards finds nothing to read,
    /// and writes to standard error. Default: nothing, where they are not the process's.</summary>
    public Action KeepStreams { get; init; } = static () => { };

    /// <summary>Where a run remembers what did not pass. Default: the current directory.</summary>
    public string StateDirectory { get; init; } = ".";

    /// <summary>Cancelled by Ctrl-C, SIGTERM, SIGHUP, and when the reader of standard output has gone.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Cancelled by signals alone: for what goes on when nobody reads standard output any more.</summary>
    public CancellationToken Signals { get; init; }

    /// <summary>Cancelled when the reader of standard output has gone.</summary>
    public CancellationToken ReaderLeft { get; init; }

    /// <summary>True once nobody can read <see cref="Out"/> any more: then the end is a quiet one.</summary>
    public bool ReaderGone => ReaderLeft.IsCancellationRequested;

    /// <summary>The same, where a screen shows in its own way what happens: the record goes to its file alone.</summary>
    public Surroundings WithScreen() => this with { RecordTo = static (to, _) => to.Sink(new NoOutput()) };

    /// <summary>The same, where the record goes to a file, too: its reader may leave, and that is said once.</summary>
    /// <param name="file">The file; null for none, which changes nothing.</param>
    public Surroundings WithRecordIn(string? file)
    {
        if (file is null)
        {
            return this;
        }

        Action<string> warn = Warn;
        ReaderLeft.Register(() => warn($"nobody reads standard output any more; the events continue in {file}."));
        return this with { Stop = Signals };
    }
}
