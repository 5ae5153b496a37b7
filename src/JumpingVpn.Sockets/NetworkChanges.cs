using System.Net.NetworkInformation;
using JumpingVpn.Sockets.Linux;

namespace JumpingVpn.Sockets;

/// <summary>
/// Calls when addresses or interfaces of this machine have come or gone, as the operating system tells it, so that who sends can ask at
/// once whether his path still works. The call is a hint: nothing may have changed for a given path. On Linux it comes for routes, too,
/// and within a millisecond.
/// </summary>
/// <remarks>On Linux it listens in the network namespace of the thread that makes it. Thread rule: it calls on a thread of the system's,
/// one call at a time as a rule; what is called must be quick and must not throw. After <see cref="Dispose"/> a call that is running may
/// still end.</remarks>
public sealed class NetworkChanges : IDisposable
{
    private readonly Action _changed;
    private readonly LinkWatch? _watch;
    private int _disposed;

    /// <summary>Begins to listen.</summary>
    /// <param name="changed">What to call.</param>
    public NetworkChanges(Action changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        _changed = changed;
        _watch = OperatingSystem.IsLinux() ? LinkWatch.TryAcquire() : null;
        if (_watch is not null)
        {
            _watch.Changed += changed;
            return;
        }

        NetworkChange.NetworkAddressChanged += OnAddressChanged;
        NetworkChange.NetworkAvailabilityChanged += OnAvailabilityChanged;
    }

    /// <summary>Listens no more. Idempotent.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (_watch is not null)
        {
            _watch.Changed -= _changed;
            _watch.Release();
            return;
        }

        NetworkChange.NetworkAddressChanged -= OnAddressChanged;
        NetworkChange.NetworkAvailabilityChanged -= OnAvailabilityChanged;
    }

    private void OnAddressChanged(object? sender, EventArgs e) => _changed();

    private void OnAvailabilityChanged(object? sender, NetworkAvailabilityEventArgs e) => _changed();
}
