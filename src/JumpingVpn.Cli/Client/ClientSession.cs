using JumpingVpn.Cli.Client.Networks;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Client;

/// <summary>
/// A session with one of a server's addresses over the networks of this machine, which it roams over as the protocol's client does, told by
/// the system what changes; and the means to break them on purpose.
/// </summary>
/// <remarks>Thread rule: all members from any thread.</remarks>
internal sealed class ClientSession : ISessionAttempt, ISessionEventSink
{
    private readonly EventStream _events;
    private readonly Surroundings _surroundings;
    private readonly BreakableNetwork[] _networks;
    private readonly NetworkChanges _changes;
    private readonly RefusalWatch _refusals;
    private readonly TaskCompletionSource<ISessionEvent> _established = New();
    private readonly TaskCompletionSource<SessionTerminated> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ISessionEventSink? _listener;
    private int _disposed;

    /// <summary>Opens the first network that can be opened; nothing is sent before <see cref="ConnectAsync"/>.</summary>
    public ClientSession(in TransportAddress server, ClientSettings settings, EventStream events, Surroundings surroundings)
    {
        Server = server;
        _events = events;
        _surroundings = surroundings;
        bool toIPv4 = server.IsIPv4;
        _refusals = new RefusalWatch(server, events.Record);
        _networks = [.. settings.Networks.Select(network => new BreakableNetwork(network, toIPv4, _refusals))];
        Driver = new RoamingClientDriver(
            new SessionClient(settings.Options, server, new SystemEntropy()),
            [.. _networks.Select(static network => network.Candidate)],
            surroundings.Clock,
            sink: this
        );
        _changes = new NetworkChanges(Driver.NetworkChanged);
    }

    /// <summary>Whom the session is with.</summary>
    public TransportAddress Server { get; }

    /// <summary>The protocol's client.</summary>
    public RoamingClientDriver Driver { get; }

    /// <summary>Completes when the session has ended, whoever ended it.</summary>
    public Task<SessionTerminated> Ended => _ended.Task;

    /// <summary>The names of the networks, the preferred one first.</summary>
    public IEnumerable<string> Networks => _networks.Select(static network => network.Name);

    /// <summary>The network that the session is held to; null if it roams.</summary>
    public string? Pinned { get; private set; }

    /// <summary>Whether the link of the network in use is down on purpose.</summary>
    public bool IsDown => Current.IsDown;

    private BreakableNetwork Current => _networks.First(network => network.Name == Driver.Current);

    /// <summary>Begins to hand all events to somebody, under the driver's lock.</summary>
    public void Listen(ISessionEventSink listener) => _listener = listener;

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        _events.OnEvent(e, at);
        _listener?.OnEvent(e, at);
        if (e is SessionEstablished)
        {
            _established.TrySetResult(e);
        }
        else if (e is SessionTerminated terminated)
        {
            _established.TrySetResult(e);
            _ended.TrySetResult(terminated);
        }
    }

    /// <inheritdoc/>
    public async Task<string?> ConnectAsync()
    {
        _events.Record(new ClientStart(Driver.Session.LocalAddress, Server));
        Driver.Session.Connect();
        ISessionEvent e = await _established.Task.WaitAsync(_surroundings.Stop);
        return e is SessionEstablished ? null : FailureText.NoSession(Server, e, _refusals.Refuses);
    }

    /// <summary>The socket dies, and the client is told as the system would tell it; it opens another by itself.</summary>
    public void Kill()
    {
        if (Current.Kill() is { } had)
        {
            _events.Record(new SimulateTransportDeath(had));
            Driver.NetworkChanged();
        }
    }

    /// <summary>The datagrams leave from another port, as behind a NAT that rebinds, and nobody tells the client.</summary>
    public bool TryRebind() => Current.TryRebind();

    /// <summary>The link of the network in use loses everything, or no more.</summary>
    public void SetDown(bool down)
    {
        foreach (BreakableNetwork network in _networks.Where(network => !down || network.Name == Driver.Current))
        {
            network.IsDown = down;
        }
    }

    /// <summary>Goes to one network and stays there, as if the others were gone; or lets the client choose again.</summary>
    /// <param name="name">One of <see cref="Networks"/>; null to let it choose.</param>
    public void Pin(string? name)
    {
        Pinned = name;
        foreach (BreakableNetwork network in _networks.OrderBy(network => network.Name != name)) // the one that stays is there first
        {
            Driver.SetAvailable(network.Name, name is null || network.Name == name);
        }
    }

    /// <inheritdoc/>
    public ValueTask LeaveAsync() => DisposeAsync();

    /// <summary>Says goodbye to the server, once, and releases everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _changes.Dispose();
            Driver.Session.Terminate();
            await Driver.DisposeAsync();
        }
    }

    private static TaskCompletionSource<ISessionEvent> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
