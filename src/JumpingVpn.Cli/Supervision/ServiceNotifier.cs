using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace JumpingVpn.Cli.Supervision;

/// <summary>
/// Tells the service manager how the server is, by the protocol of sd_notify(3): lines of NAME=VALUE in a datagram to the socket in
/// <c>NOTIFY_SOCKET</c>. Without that variable it does nothing, and what cannot be sent is lost: a server serves on without a manager.
/// </summary>
internal sealed class ServiceNotifier : IDisposable
{
    private readonly Socket? _socket;
    private readonly UnixDomainSocketEndPoint? _manager;
    private ITimer? _watchdog;

    /// <summary>Looks into the environment.</summary>
    public ServiceNotifier(Func<string, string?> variable)
    {
        string? path = variable("NOTIFY_SOCKET");
        if (path is null or "" || path[0] is not ('/' or '@') || OperatingSystem.IsWindows())
        {
            return;
        }

        try
        {
            // An @ represents the zero byte with which names of the abstract namespace begin (man 7 unix).
            _manager = new UnixDomainSocketEndPoint(path[0] == '@' ? "\0" + path[1..] : path);
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        }
        catch (Exception failure) when (failure is ArgumentException or SocketException)
        {
            _manager = null; // longer than the name of a socket may be: nobody can listen there
        }
    }

    /// <summary>How often the manager wants to hear that the server lives; null if it does not.</summary>
    public static TimeSpan? WatchdogInterval(Func<string, string?> variable, int process)
    {
        bool isOurs =
            variable("WATCHDOG_PID") is not { } pid
            || (int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out int meant) && meant == process);
        bool isSet = long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds);
        return isOurs && isSet && microseconds is > 0 and < long.MaxValue / 10 ? TimeSpan.FromMicroseconds(microseconds) : null;
    }

    /// <summary>The server serves, and tells how many sessions it has.</summary>
    public void Ready(string status) => Send("READY=1", $"STATUS={status}");

    /// <summary>The server reads its configuration again; <see cref="Ready"/> ends it.</summary>
    public void Reloading()
    {
        double microseconds = Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency); // CLOCK_MONOTONIC, as the manager's
        Send("RELOADING=1", string.Create(CultureInfo.InvariantCulture, $"MONOTONIC_USEC={(long)microseconds}"));
    }

    /// <summary>The server stops, which may take so long.</summary>
    public void Stopping(TimeSpan atMost) =>
        Send("STOPPING=1", string.Create(CultureInfo.InvariantCulture, $"EXTEND_TIMEOUT_USEC={(long)atMost.TotalMicroseconds}"));

    /// <summary>Says twice an interval that the server lives, as long as it does.</summary>
    /// <param name="clock">Whose timer is used.</param>
    /// <param name="interval">How often the manager wants to hear it.</param>
    /// <param name="isAlive">Asked each time.</param>
    public void Watch(TimeProvider clock, TimeSpan interval, Func<bool> isAlive) =>
        _watchdog = clock.CreateTimer(_ => Ping(isAlive), null, TimeSpan.Zero, interval / 2);

    /// <inheritdoc/>
    public void Dispose()
    {
        _watchdog?.Dispose();
        _socket?.Dispose();
    }

    private void Ping(Func<bool> isAlive)
    {
        if (isAlive())
        {
            Send("WATCHDOG=1");
        }
    }

    private void Send(params ReadOnlySpan<string> lines)
    {
        if (_manager is null)
        {
            return;
        }

        try
        {
            _socket!.SendTo(Encoding.UTF8.GetBytes(string.Join('\n', lines)), _manager);
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException)
        {
            // The manager is gone.
        }
    }
}
