using System.Runtime.InteropServices;

namespace JumpingVpn.Cli.Terminal;

/// <summary>
/// Turns the first Ctrl-C, SIGTERM or SIGHUP into a cancelled token, so that a command can end in order. The second one ends the
/// process at once, as if this object were not there.
/// </summary>
internal sealed class Interruption : IDisposable
{
    // Not disposed: a late signal may still cancel it, and without a timer it holds nothing.
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Starts to listen; ends with disposal.</summary>
    public Interruption() =>
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal),
        ];

    /// <summary>Cancelled once.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Does what a signal does, for other reasons to stop.</summary>
    public void Trigger() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = !_stop.IsCancellationRequested;
        _stop.Cancel();
    }
}
