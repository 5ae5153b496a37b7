using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>
/// The prototype's client: a session, 3 messages, the death of the socket, a reattach from a new one, 3 more messages.
/// </summary>
internal sealed class ClientProgram : IAsyncDisposable
{
    private const int MaxDenials = 3;
    private const int MessagesPerTransport = 3;

    /// <summary>The bounds where nothing else is asked for. 200 + 400 + 800 + 1600 ms: a client without a server says so after 3
    /// s.</summary>
    public static readonly ClientOptions Bounds = new() { HandshakeAttempts = 4 };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How the sentence begins that says so.</summary>
    public const string NoAnswer = "no answer from";

    private readonly TransportAddress _server;
    private readonly EventStream _events;
    private readonly ClientProgress _progress;
    private readonly CancellationToken _stop;
    private readonly SessionClientDriver _driver;
    private UdpDatagramChannel _channel;
    private int _sent;

    private ClientProgram(
        TransportAddress server,
        ClientOptions options,
        UdpDatagramChannel channel,
        EventStream events,
        Surroundings surroundings
    )
    {
        _server = server;
        _channel = channel;
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

    /// <summary>Opens a socket for one of the server's addresses.</summary>
    /// <param name="server">The address.</param>
    /// <param name="options">As above.</param>
    /// <param name="events">Where its events go.</param>
    /// <param name="surroundings">As above.</param>
    /// <param name="program">The client, which has not asked for a session yet.</param>
    /// <param name="error">Why there is no socket.</param>
    public static bool TryStart(
        in TransportAddress server,
        ClientOptions options,
        EventStream events,
        Surroundings surroundings,
        [NotNullWhen(true)] out ClientProgram? program,
        [NotNullWhen(false)] out BindError? error
    )
    {
        program = TryOpen(server, out UdpDatagramChannel? channel, out error)
            ? new ClientProgram(server, options, channel, events, surroundings)
            : null;
        return program is not null;
    }

    /// <summary>Asks for a session.</summary>
    /// <returns>Null where there is one; otherwise why not, in a sentence.</returns>
    public async Task<string?> ConnectAsync()
    {
        _events.Record(new ClientStart(_channel.LocalAddress, _server));
        ISessionEvent? established = await _progress.AfterAsync(SessionEventKind.SessionEstablished, _driver.Connect, Patience, _stop);
        return established is SessionEstablished ? null : NoSession(established);
    }

    /// <summary>Lets a session go that came too late to be used, and ends.</summary>
    public ValueTask LeaveAsync()
    {
        _driver.Terminate();
        return DisposeAsync();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _driver.DisposeAsync();

    private static bool TryOpen(
        in TransportAddress server,
        [NotNullWhen(true)] out UdpDatagramChannel? channel,
        [NotNullWhen(false)] out BindError? error
    )
    {
        TransportAddress any = server.IsIPv4 ? TransportAddress.FromIPv4(0, 0) : default;
        return UdpDatagramChannel.TryBind(any, null, out channel, out error);
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
            await using var search = new ServerSearch(addresses, options, events, surroundings);
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
                return Outcome.Failure($"the server at {_server} did not acknowledge message {number}{Why(acknowledged)}.");
            }
        }

        return null;
    }

    private async Task<Outcome?> RoamAsync()
    {
        _events.Record(new SimulateTransportDeath(_channel.LocalAddress));
        _driver.TransportLost();
        await _channel.DisposeAsync();
        if (!TryOpen(_server, out UdpDatagramChannel? channel, out BindError? error))
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
            : Outcome.Failure($"the server at {_server} did not accept the reattach{Why(result)}.");
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

    private string NoSession(ISessionEvent? end) =>
        RefusalOf(end) is (RefusalCode.None, ReasonCode.None or ReasonCode.NoAnswer)
            ? $"{NoAnswer} {_server}"
            : $"the server at {_server} gives no session{Why(end)}.";

    private static string Why(ISessionEvent? end) =>
        RefusalOf(end) switch
        {
            (RefusalCode.None, ReasonCode.None or ReasonCode.NoAnswer) => ": no answer",
            (_, ReasonCode.ServerStopping) => ": it is stopping",
            (_, ReasonCode.UnknownSession) => ": it does not know the session; it has restarted since, or is a different server",
            (_, ReasonCode.SessionExpired) => ": the session has expired there",
            (_, ReasonCode.Downgrade) => ": it agrees on no keys; set the client and the server to the same --mode",
            (RefusalCode.None, ReasonCode.BadMac) => ": its answer cannot be verified; is it set to the same --mode and key",
            (_, ReasonCode.KeyRequired) => ": it requires a key agreement; set the client to the server's --mode",
            (_, ReasonCode.BadMac) => ": BAD_MAC; is the client set to the server's --mode and key",
            var (code, _) => $": {CodeNames.Name(code)}",
        };

    private static (RefusalCode Code, ReasonCode Reason) RefusalOf(ISessionEvent? end) =>
        end switch
        {
            SessionTerminated terminated => (terminated.Code, terminated.Reason),
            ReattachResult result => (result.Code, result.Reason),
            _ => default,
        };
}
