using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Refusals;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>
/// The prototype's client: a session, 3 messages, the death of the socket, a reattach from a new one, 3 more messages.
/// </summary>
internal sealed class ClientProgram : ISessionAttempt
{
    private const int MaxDenials = 3;
    private const int MessagesPerTransport = 3;

    /// <summary>The bounds where nothing else is asked for. 200 + 400 + 800 + 1600 ms: a client without a server says so after 3
    /// s.</summary>
    public static readonly ClientOptions Bounds = new() { HandshakeAttempts = 4 };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TransportAddress _server;
    private readonly EventStream _events;
    private readonly ClientProgress _progress;
    private readonly RefusalWatch _refusals;
    private readonly CancellationToken _stop;
    private readonly SessionClientDriver _driver;
    private UdpDatagramChannel _channel;
    private int _sent;

    private ClientProgram(
        TransportAddress server,
        ClientOptions options,
        UdpDatagramChannel channel,
        RefusalWatch refusals,
        EventStream events,
        Surroundings surroundings
    )
    {
        _server = server;
        _channel = channel;
        _refusals = refusals;
        _events = events;
        _stop = surroundings.Stop;
        _progress = new ClientProgress(events);
        _driver = new SessionClientDriver(new SessionClient(options, server, new SystemEntropy()), channel, surroundings.Clock, _progress);
    }

    /// <summary>Runs the whole sequence, or as much as happens before <see cref="Surroundings.Stop"/>.</summary>
    /// <param name="server">The server's address; of a name with several, all are tried.</param>
    /// <param name="options">The bounds, the mode and its key, which stays the caller's.</param>
    /// <param name="record">What is recorded, and where besides the console.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(HostPort server, ClientOptions options, RecordOptions record, Surroundings surroundings)
    {
        surroundings = surroundings.WithRecordIn(record.File);
        try
        {
            Parsed<IReadOnlyList<TransportAddress>> addresses = await AddressLookup.ResolveAllAsync(server, surroundings.Stop);
            return addresses.IsValid
                ? await PlayAsync(addresses.Value, options, record, surroundings)
                : Outcome.Usage($"--server '{server}': {addresses.Error}.");
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            return Outcome.Stopped(surroundings);
        }
    }

    /// <summary>Searches for a server's address that gives a session.</summary>
    /// <param name="addresses">The server's.</param>
    /// <param name="options">As above.</param>
    /// <param name="events">Where the events go.</param>
    /// <param name="surroundings">As above.</param>
    public static ServerSearch<ClientProgram> Search(
        IReadOnlyList<TransportAddress> addresses,
        ClientOptions options,
        EventStream events,
        Surroundings surroundings
    ) =>
        new(
            addresses,
            address =>
            {
                var refusals = new RefusalWatch(address, events.Record);
                return TryOpen(address, refusals, out UdpDatagramChannel? channel, out BindError? error)
                    ? new ClientProgram(address, options, channel, refusals, events, surroundings)
                    : Parsed<ClientProgram>.Invalid(error.Message);
            },
            surroundings
        );

    /// <inheritdoc/>
    public async Task<string?> ConnectAsync()
    {
        _events.Record(new ClientStart(_channel.LocalAddress, _server));
        ISessionEvent? established = await _progress.AfterAsync(SessionEventKind.SessionEstablished, _driver.Connect, Patience, _stop);
        return established is SessionEstablished ? null : FailureText.NoSession(_server, established, _refusals.Refuses);
    }

    /// <inheritdoc/>
    public ValueTask LeaveAsync()
    {
        _driver.Terminate();
        return DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    private static bool TryOpen(
        in TransportAddress server,
        RefusalWatch refusals,
        [NotNullWhen(true)] out UdpDatagramChannel? channel,
        [NotNullWhen(false)] out BindError? error
    )
    {
        TransportAddress any = server.IsIPv4 ? TransportAddress.FromIPv4(0, 0) : default;
        return UdpDatagramChannel.TryBind(any, new UdpChannelOptions { OnRefused = refusals.OnRefused }, out channel, out error);
    }

    private static async Task<Outcome> PlayAsync(
        IReadOnlyList<TransportAddress> addresses,
        ClientOptions options,
        RecordOptions record,
        Surroundings surroundings
    )
    {
        var events = new EventStream(record, surroundings);
        Outcome outcome;
        await using (events)
        {
            await using ServerSearch<ClientProgram> search = Search(addresses, options, events, surroundings);
            outcome = await search.FindAsync() is { } program ? await program.PlayAsync() : Outcome.Failure(search.WhyNone);
        }

        Outcome judged = events.Judge(outcome);
        return events.HasFailed ? judged with { Code = ExitCode.Failure } : judged; // the events are the result of a demonstration
    }

    private async Task<Outcome> PlayAsync() => await ExchangeAsync() ?? await RoamAsync() ?? await ExchangeAsync() ?? Done();

    private async Task<Outcome?> ExchangeAsync()
    {
        for (int i = 0; i < MessagesPerTransport; i++)
        {
            ISessionEvent? acknowledged = await _progress.AfterAsync(SessionEventKind.DataRoundtrip, Send, Patience, _stop);
            if (acknowledged is not DataRoundtrip)
            {
                string number = _sent.ToString(CultureInfo.InvariantCulture);
                return Outcome.Failure($"the server at {_server} did not acknowledge message {number}{FailureText.Why(acknowledged)}.");
            }
        }

        return null;
    }

    private async Task<Outcome?> RoamAsync()
    {
        _events.Record(new SimulateTransportDeath(_channel.LocalAddress));
        _driver.TransportLost();
        await _channel.DisposeAsync();
        if (!TryOpen(_server, _refusals, out UdpDatagramChannel? channel, out BindError? error))
        {
            return Outcome.Failure(error.Message);
        }

        _channel = channel;
        ISessionEvent? result = await _progress.AfterAsync(
            SessionEventKind.ReattachResult,
            () => _driver.AttachChannel(channel),
            Patience,
            _stop
        );
        for (int denied = 0; denied < MaxDenials && result is ReattachResult { Code: RefusalCode.PolicyDeny }; denied++)
        {
            // A switch is not allowed yet, and the client asks again by itself: an error that nobody vouches for can have cost it
            // the one before.
            result = await _progress.AfterAsync(SessionEventKind.ReattachResult, static () => { }, Patience, _stop);
        }

        return result is ReattachResult { Code: RefusalCode.None, Reason: ReasonCode.None }
            ? null
            : Outcome.Failure($"the server at {_server} did not accept the reattach{FailureText.Why(result)}.");
    }

    private Outcome Done()
    {
        _events.Record(new ClientDone(_driver.Inspect(static core => core.SessionId!.Value)));
        return Outcome.Success;
    }

    private void Send()
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"message {++_sent}");
        _driver.TrySend(Encoding.UTF8.GetBytes(text), out _);
    }
}
