using System.Diagnostics;
using System.Runtime.InteropServices;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a cancelled token, so that a command can end in order. The second one ends the process
/// at once, as if this object were not there; one that follows the first at once is the same wish, told to the process and to its group,
/// as by <c>timeout</c>. A file that is as long as this process may make one (SIGXFSZ) fails as on a full disk, and ends nothing.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private const PosixSignal FileTooLong = (PosixSignal)25; // SIGXFSZ on Linux and macOS

    private static readonly TimeSpan SameWish = TimeSpan.FromMilliseconds(200);

    // Not disposed: a late signal may still cancel it, and without a timer it holds nothing.
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    // Never disposed of: what is still written while the process ends must not kill it.
    private static readonly PosixSignalRegistration? LongFiles = OperatingSystem.IsWindows()
        ? null
        : PosixSignalRegistration.Create(FileTooLong, static context => context.Cancel = true);

    private Action? _hangUp;
    private long _first;

    /// <summary>Starts to listen; ends with disposal.</summary>
    public Interruption()
    {
        _ = LongFiles;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangUp),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, static _ => EndpointPrograms.EndAllProcesses()),
        ];
    }

    /// <summary>Cancelled once.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Calls an action at each SIGHUP, which then ends nothing, until what is returned is disposed. One at a time.</summary>
    public IDisposable TakeHangUps(Action action)
    {
        Volatile.Write(ref _hangUp, action);
        return new Undo(() => Volatile.Write(ref _hangUp, null));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnHangUp(PosixSignalContext context)
    {
        if (Volatile.Read(ref _hangUp) is { } action)
        {
            context.Cancel = true;
            action();
            return;
        }

        OnSignal(context);
    }

    private void OnSignal(PosixSignalContext context)
    {
        long now = Stopwatch.GetTimestamp();
        long first = Interlocked.CompareExchange(ref _first, now, 0);
        context.Cancel = first == 0 || Stopwatch.GetElapsedTime(first, now) < SameWish;
        _stop.Cancel();
        if (!context.Cancel)
        {
            EndpointPrograms.EndAllProcesses(); // nobody else does now
        }
    }

    private sealed class Undo(Action undo) : IDisposable
    {
        public void Dispose() => undo();
    }
}
