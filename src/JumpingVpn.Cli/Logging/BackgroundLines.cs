using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace JumpingVpn.Cli.Logging;

/// <summary>
/// A sink that formats at once, because an event's payload does not outlive the call, and writes from a thread of the pool, because a
/// blocked reader must not stop the protocol. The queue is bounded; when it is full the newest line is dropped and counted.
/// </summary>
internal sealed class BackgroundLines : ILogEventSink, IAsyncDisposable
{
    private const int Capacity = 16_384;
    private const int BatchCharacters = 32_768;
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly TextWriter _output;
    private readonly ITextFormatter _formatter;
    private readonly Channel<string> _queue;
    private readonly TaskCompletionSource<string> _broken = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _writing;
    private long _dropped;

    public BackgroundLines(TextWriter output, ITextFormatter formatter)
    {
        _output = output;
        _formatter = formatter;
        _queue = Channel.CreateBounded<string>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>How many lines found the queue full.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Completes when the writer refuses a line, with its reason; never where all goes well.</summary>
    public Task<string> Broken => _broken.Task;

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        lock (_gate)
        {
            _formatter.Format(logEvent, line);
            _queue.Writer.TryWrite(line.ToString());
        }
    }

    /// <summary>Writes what is queued; gives up after 2 s where the reader has stopped reading.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(FarewellPatience));
    }

    // All lines that wait go out in one write: no line waits for another, and a burst costs few system calls.
    private async Task WriteAsync()
    {
        var batch = new StringBuilder();
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Length < BatchCharacters && _queue.Reader.TryRead(out string? line))
            {
                batch.Append(line);
            }

            try
            {
                await _output.WriteAsync(batch.ToString());
                await _output.FlushAsync();
            }
            catch (IOException exception)
            {
                _broken.TrySetResult(exception.Message);
                return;
            }

            batch.Clear();
        }
    }
}
