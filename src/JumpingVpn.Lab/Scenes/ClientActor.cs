using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Scenes;

/// <summary>A client on the scene: a host that holds, or once held, a session.</summary>
public sealed class ClientActor : IDisposable
{
    private readonly Scene _scene;
    private readonly List<SessionId> _ids = [];
    private GatewayActor? _gateway;
    private SessionClientDriver? _driver;
    private RoamingClientDriver? _roaming;
    private IDatagramChannel? _channel;
    private (IDatagramChannel Channel, string Node) _latestSocket;
    private TransportAddress _serverAddress;
    private SessionView? _remembered;
    private int _socketsAtStart;
    private int _sockets;

    internal ClientActor(Scene scene, string name, string? behind)
    {
        _scene = scene;
        Name = name;
        Messages = new MessageBook(name);
        Downlink = new MessageBook($"to {name}");
        History = new SessionHistory(scene, this);
        Reattach = new ClientReattach(scene, this);
        Demand.Of(() => scene.Lab.AddHost(name, behind));
    }

    /// <summary>Its name in the scenario.</summary>
    public string Name { get; }

    /// <summary>What it sent and what became of it.</summary>
    public MessageBook Messages { get; }

    /// <summary>What gateways sent to it and what became of that.</summary>
    public MessageBook Downlink { get; }

    /// <summary>Through which states its sessions have gone.</summary>
    public SessionHistory History { get; }

    /// <summary>How it takes its session to other transports.</summary>
    public ClientReattach Reattach { get; }

    /// <summary>The interfaces between which its next session roams by itself, the preferred one first, "" for the host's first; null for
    /// one session on one interface.</summary>
    public IReadOnlyList<string>? Roams { get; set; }

    /// <summary>Its session client, for inspection between events; null before the first session.</summary>
    public SessionClient? Session { get; private set; }

    /// <summary>How long nothing may be acknowledged before it sends a keepalive, from its next session on; null for none.</summary>
    public TimeSpan? KeepaliveInterval { get; set; }

    /// <summary>Where its next session's secret comes from; null for what its gateway is set to.</summary>
    public SessionMode? Mode { get; set; }

    /// <summary>Whether it holds a pre-shared key that no gateway has.</summary>
    public bool HoldsAnotherKey { get; set; }

    /// <summary>Opens a new socket, sends the handshake and waits for the session.</summary>
    public void Start(GatewayActor gateway)
    {
        Begin(gateway);
        bool attached = _scene.Lab.RunUntil(() => Session!.State == SessionState.Attached, Scene.Patience);
        Expect.That(attached, $"\"{Name}\" got no session within {Scene.Patience.TotalSeconds} s; it is {StateName}.");
        NoteId();
    }

    /// <summary>Opens a new socket and sends the handshake.</summary>
    public void Begin(GatewayActor gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        _scene.Event(() =>
        {
            CloseSession();
            Starts++;
            _gateway = gateway;
            _serverAddress = gateway.Address;
            _socketsAtStart = _sockets + 1;
            Messages.BeginSession();
            Downlink.BeginSession();
            TransportAddress server = _scene.Lab.AddressToReach(Name, gateway.Address);
            SessionMode mode = Mode ?? gateway.Options.Mode;
            ClientOptions options = _scene.Policy.ApplyTo(
                new ClientOptions { Mode = mode, PreSharedKey = LabKeys.PreShared(mode, HoldsAnotherKey) }
            );
            options = options with { KeepaliveInterval = KeepaliveInterval ?? options.KeepaliveInterval };
            Demand.Of(options.Validate);
            Session = new SessionClient(options, server, new StreamEntropy(_scene.Lab.Streams.Stream($"entropy:{Name}/{_socketsAtStart}")));
            _driver = CreateDriver(Session);
            _driver.Connect();
        });
        NoteId();
    }

    /// <summary>Sends messages one after the other, waiting for each acknowledgement.</summary>
    public void Exchange(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Send(1);
            bool acknowledged = _scene.Lab.RunUntil(() => RequireSession().UnacknowledgedCount == 0, Scene.Patience);
            Expect.That(acknowledged, $"\"{Name}\" got no acknowledgement within {Scene.Patience.TotalSeconds} s; it is {StateName}.");
        }
    }

    /// <summary>Hands messages to the session.</summary>
    /// <param name="count">How many.</param>
    /// <param name="length">How long each is in bytes; null for as long as its text.</param>
    public void Send(int count, int? length = null) =>
        _scene.Event(() =>
        {
            for (int i = 0; i < count; i++)
            {
                SendOne(length);
            }
        });

    /// <summary>Hands one more message to the session, and states that it and all before it are acknowledged within a time,
    /// whatever the state is.</summary>
    public void ExpectFlowWithin(TimeSpan limit)
    {
        SendOne();
        bool flows = _scene.Lab.RunUntil(() => RequireSession().UnacknowledgedCount == 0, limit);
        Expect.That(
            flows,
            $"{RequireSession().UnacknowledgedCount} messages of \"{Name}\" are not acknowledged after "
                + $"{limit.TotalSeconds} s; it is {StateName}."
        );
    }

    /// <summary>Hands messages to the session at equal intervals, the first at once, whatever happens to the earlier ones.</summary>
    /// <param name="interval">From one to the next, above 0.</param>
    /// <param name="time">For how long, the interval after the last included.</param>
    public void SendRegularly(TimeSpan interval, TimeSpan time) => Regularly(interval, time, () => SendOne());

    /// <summary>Ends its session on purpose.</summary>
    public void End() => _scene.Event(() => Demand.That(RequireDriver().Terminate(), $"\"{Name}\" has no session left to end."));

    /// <summary>Closes its socket under it.</summary>
    public void KillSocket() =>
        _scene.Event(() =>
        {
            RequireDriver().TransportLost();
            Completed.Require(_channel!.DisposeAsync());
        });

    /// <summary>Lets the time pass that its gateway demands between two switches.</summary>
    public void AwaitCooldown() => _scene.Pass(RequireGateway().Options.SwitchCooldown);

    /// <summary>Waits until it has given up, and states that it never had a session and for which reason.</summary>
    public void ExpectNoSession(ReasonCode reason)
    {
        _scene.Lab.RunUntil(() => Session?.State == SessionState.Terminated, Scene.Patience);
        Expect.That(
            Session is { State: SessionState.Terminated, SessionId: null },
            $"\"{Name}\" is {StateName} with the session {Session?.SessionId}."
        );
        ReasonCode actual = _scene.Events.Of<SessionTerminated>(Name).Last().Reason;
        Expect.That(actual == reason, $"\"{Name}\" got no session because of {CodeNames.Name(actual)}, not {CodeNames.Name(reason)}.");
    }

    /// <summary>States the state in which it holds its session. Where that is ATTACHED, a recovering session is first given its
    /// stability window.</summary>
    public void ExpectState(SessionState state)
    {
        if (state == SessionState.Attached && Session?.State == SessionState.Recovering)
        {
            _scene.Lab.RunUntil(() => Session.State != SessionState.Recovering, Session.Options.StabilityWindow);
        }

        Expect.That(Session?.State == state, $"The session of \"{Name}\" is {StateName}, not {CodeNames.Name(state)}.");
    }

    /// <summary>States that its session is established and not terminated.</summary>
    public void ExpectAlive() =>
        Expect.That(
            Session is { State: not (SessionState.Birth or SessionState.Terminated) },
            $"The session of \"{Name}\" is {StateName}."
        );

    /// <summary>States that it never had another session id.</summary>
    public void ExpectSameId() =>
        Expect.That(_ids.Count == 1 && RequireId() == _ids[0], $"The session ids of \"{Name}\" are {Scene.Listing(_ids)}.");

    /// <summary>States that its id differs from all that it had before.</summary>
    public void ExpectOtherId() =>
        Expect.That(
            _ids.Count > 1 && !_ids[..^1].Contains(_ids[^1]),
            $"The session ids of \"{Name}\" are {Scene.Listing(_ids)}: none is new."
        );

    /// <summary>States that the gateway holds its session as it did when the last block of events began.</summary>
    public void ExpectUnchanged()
    {
        SessionView? now = View();
        Expect.That(_remembered is not null, $"\"{Name}\" had no session before the latest steps, so the claim proves nothing.");
        Expect.That(
            now is { } view
                && _remembered is { } before
                && view.Binding == before.Binding
                && view.State == before.State
                && view.StateVersion == before.StateVersion
                && view.Switches == before.Switches,
            $"The session of \"{Name}\" changed. It was {Describe(_remembered)}; it is {Describe(now)}."
        );
    }

    /// <summary>States that something reached it since the last block of events began, and that it neither sent anything nor
    /// changed its state.</summary>
    public void ExpectIgnored()
    {
        int reached = _scene.Wire.Count(WireRecordKind.Delivered, Name, type: null, _scene.Mark.Record);
        int sent = _scene.Wire.Count(WireRecordKind.Sent, Name, type: null, _scene.Mark.Record);
        RecordedEvent? moved = _scene.Events.Of(Name, SessionEventKind.StateChange, _scene.Mark.Event).FirstOrDefault();
        Expect.That(reached > 0, $"Nothing has reached \"{Name}\" since then, so the claim proves nothing.");
        Expect.That(sent == 0, $"\"{Name}\" sent {Amount.Of(sent, "datagram")} instead of ignoring it.");
        Expect.That(moved is null, $"\"{Name}\" did not ignore it: {moved?.Json}.");
    }

    /// <summary>Waits until all it sent is acknowledged, and states that each message was delivered once.</summary>
    public void ExpectAllDelivered()
    {
        _scene.Lab.RunUntil(() => RequireSession().UnacknowledgedCount == 0, Scene.Patience);
        Messages.ExpectAllDelivered();
    }

    /// <summary>States over which of its interfaces its session runs, "" for the first.</summary>
    public void ExpectInterface(string interfaceName)
    {
        Demand.That(_roaming is not null, $"\"{Name}\" does not roam by itself, so the claim proves nothing.");
        Expect.That(
            _roaming!.Current == interfaceName,
            $"The session of \"{Name}\" runs over \"{_roaming.Current}\", not \"{interfaceName}\"."
        );
    }

    /// <inheritdoc/>
    public void Dispose() => CloseSession();

    /// <summary>How often it has begun a session.</summary>
    internal int Starts { get; private set; }

    /// <summary>Does what any program does that wants to go on: opens a socket where there is none, and sends something.</summary>
    internal void GoOn()
    {
        if ((Session!.AwaitsTransport || HasLostItsAddress) && _roaming is null)
        {
            ReplaceSocket(Name);
        }

        TrySendOne();
    }

    /// <summary>Sends in one way or another at equal intervals, the first at once, and returns when the time has passed.</summary>
    internal void Regularly(TimeSpan interval, TimeSpan time, Action send)
    {
        Demand.That(interval > TimeSpan.Zero, $"\"{Name}\" cannot send a message every {interval}: the interval must be above 0.");
        _scene.BeginEvent();
        for (TimeSpan passed = TimeSpan.Zero; passed < time; passed += interval)
        {
            send();
            _scene.Lab.RunFor(interval < time - passed ? interval : time - passed);
        }
    }

    /// <summary>Hands a message to its session; false if it has none, or none that takes it.</summary>
    internal bool TrySendOne(int? length = null)
    {
        string text = Messages.NextText(length);
        long sequence = 0;
        bool taken = Demand.Of(() => _driver?.TrySend(System.Text.Encoding.UTF8.GetBytes(text), out sequence) == true);
        if (taken)
        {
            Messages.RecordSent(text, sequence);
        }

        return taken;
    }

    /// <summary>The state of its session as the protocol spells it.</summary>
    internal string StateName => Session is { } session ? CodeNames.Name(session.State) : "not begun";

    /// <summary>How many sockets it has opened since its session began, the first not counted.</summary>
    internal int FurtherSockets => _sockets - _socketsAtStart;

    internal SessionClient RequireSession() => Session ?? throw new SceneException($"\"{Name}\" has started no session.");

    internal SessionId RequireId() => Session?.SessionId ?? throw new SceneException($"\"{Name}\" has no session.");

    internal TransportAddress RequireBinding() =>
        View()?.Binding ?? throw new SceneException($"The session of \"{Name}\" is not held by its gateway.");

    internal GatewayActor RequireGateway() => _gateway ?? throw new SceneException($"\"{Name}\" has started no session.");

    internal SessionClientDriver RequireDriver() => _driver ?? throw new SceneException($"\"{Name}\" has started no session.");

    /// <summary>Opens a socket on its host, or on an interface of it.</summary>
    internal IDatagramChannel OpenSocket(string node)
    {
        _sockets++;
        _latestSocket = (Demand.Of(() => _scene.Lab.OpenChannel(node)), node);
        return _latestSocket.Channel;
    }

    /// <summary>Whether it would find its gateway: that has not moved since its session began.</summary>
    internal bool KnowsItsGateway => _serverAddress == RequireGateway().Address;

    /// <summary>Goes on over a new socket, and closes the one before.</summary>
    internal void ReplaceSocket(string node)
    {
        IDatagramChannel former = RequireDriver().AttachChannel(OpenSocket(node));
        Completed.Require(former.DisposeAsync());
    }

    internal void Remember() => _remembered = View();

    private string Describe(in SessionView? view) => SessionText.Of(view, view is { } held ? _scene.Lab.NameOf(held.Binding) : null);

    /// <summary>Forgets its session, as its host crashes.</summary>
    internal void LoseSession()
    {
        CloseSession();
        Session = null;
    }

    private bool HasLostItsAddress => !_latestSocket.Channel.LocalAddress.SameHost(_scene.Lab.Hosts.AddressOf(_latestSocket.Node));

    private SessionView? View() => Session?.SessionId is { } id && _gateway!.Server.TryGetSession(id, out SessionView view) ? view : null;

    private void SendOne(int? length = null)
    {
        RequireDriver();
        Expect.That(
            TrySendOne(length),
            $"\"{Name}\" cannot send: its session is {StateName}, with {Session!.UnacknowledgedCount} messages waiting."
        );
    }

    private void NoteId()
    {
        if (Session!.SessionId is { } id && !_ids.Contains(id))
        {
            _ids.Add(id);
        }
    }

    private SessionClientDriver CreateDriver(SessionClient session)
    {
        TimeProvider clock = _scene.Lab.Hosts.ClockOf(Name);
        if (Roams is not { } interfaces)
        {
            _channel = OpenSocket(Name);
            return new SessionClientDriver(session, _channel, clock, _scene.Events.SinkFor(Name));
        }

        var candidates = interfaces
            .Select(name => new PathCandidate(name, () => _channel = OpenSocket(name.Length == 0 ? Name : $"{Name}.{name}")))
            .ToList();
        RoamingOptions roaming = _scene.Policy.ApplyTo(new RoamingOptions());
        Demand.Of(roaming.Validate);
        _roaming = new RoamingClientDriver(session, candidates, clock, roaming, _scene.Events.SinkFor(Name));
        return _roaming.Session;
    }

    private void CloseSession()
    {
        if (_driver is not null)
        {
            Completed.Require(_roaming?.DisposeAsync() ?? _driver.DisposeAsync());
            _roaming = null;
            _driver = null;
        }
    }
}
