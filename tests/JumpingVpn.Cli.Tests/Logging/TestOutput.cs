using JumpingVpn.Cli.Logging;
using Serilog.Core;
using Serilog.Events;

namespace JumpingVpn.Cli.Tests.Logging;

/// <summary>An output that a test blocks, or lets fail, and whose lines it reads.</summary>
internal sealed class TestOutput : ILogEventSink, IDisposable
{
    private readonly List<string> _lines = [];
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private TaskCompletionSource _entered = New();
    private volatile string? _failure;

    /// <summary>What each write fails with; null for none.</summary>
    public string? Failure
    {
        get => _failure;
        set => _failure = value;
    }

    /// <summary>The lines so far, without their line end.</summary>
    public string[] Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>Lets nothing pass from now on, and waits until somebody stands before the closed gate.</summary>
    public async Task BlockAsync(Action write)
    {
        _entered = New();
        _open.Reset();
        write();
        await _entered.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Lets everything pass again.</summary>
    public void Unblock() => _open.Set();

    public void Emit(LogEvent logEvent)
    {
        _entered.TrySetResult();
        _open.Wait();
        if (Failure is { } failure)
        {
            throw new IOException(failure);
        }

        using var text = new StringWriter();
        LineEvent.Formatter.Format(logEvent, text);
        lock (_lines)
        {
            string written = text.ToString().TrimEnd('\n');
            _lines.AddRange(written.StartsWith('\n') ? [written] : written.Split('\n'));
        }
    }

    public void Dispose() => _open.Dispose();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
