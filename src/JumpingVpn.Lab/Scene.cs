using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Lab;

/// <summary>
/// Gateways, clients and attackers on a lab: what a feature file speaks about, as an API. A method either makes something happen and lets
/// its immediate consequences happen too, or states a fact (<c>Expect…</c>) and throws an <see cref="ExpectationException"/> where it does
/// not hold. What cannot be asked for is a <see cref="SceneException"/>.
/// </summary>
/// <remarks>Thread rule: the lab's thread. Disposal disposes the lab.</remarks>
public sealed class Scene : IDisposable
{
    /// <summary>The most virtual time that one step may take before what it says counts as not happening.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Names<GatewayActor> _gateways = new("gateway");
    private readonly Names<ClientActor> _clients = new("client");
    private readonly Names<ClientGroup> _groups = new("group of clients");
    private readonly Names<AttackerActor> _attackers = new("attacker or stranger");
    private readonly Names<OnPathActor> _onPath = new("on-path attacker");
    private readonly LabTrace _trace;
    private readonly Func<bool> _isQuiet;
    private bool _blockBegins = true;
    private bool _isGiven;

    /// <summary>Creates an empty scene.</summary>
    /// <param name="lab">The network; owned by the scene from now on.</param>
    /// <param name="traceLine">Takes the lines of the canonical event trace, or null.</param>
    public Scene(ILab lab, Action<string>? traceLine = null)
    {
        ArgumentNullException.ThrowIfNull(lab);
        Lab = lab;
        _trace = new LabTrace(traceLine);
        _isQuiet = () => Lab.Ledger.InFlight == Lab.Parked;
        Wire = new WireLog(lab, _trace);
        Events = new EventLog(lab, _trace);
        Links = new LinkScene(this);
        Nats = new NatScene(this);
        Hosts = new HostScene(this);
        Traffic = new TrafficScene(this);
        Invariants = new InvariantWatch(this);
        Peers = new PeerGroup(this);
        Disturbances = new DisturbanceScene(this);
        Endpoints = new EndpointScene(this) { Recorded = OnSaying };
        Story = new FailureStory(this);
        Events.Recorded = OnEvent;
        Wire.Recorded = OnDatagram;
        lab.Observer = Wire;
    }

    /// <summary>The network below.</summary>
    public ILab Lab { get; }

    /// <summary>Every protocol event so far.</summary>
    public EventLog Events { get; }

    /// <summary>The access links.</summary>
    public LinkScene Links { get; }

    /// <summary>The NATs.</summary>
    public NatScene Nats { get; }

    /// <summary>What hosts go through.</summary>
    public HostScene Hosts { get; }

    /// <summary>What disturbs the scenario in the midst of its steps.</summary>
    public DisturbanceScene Disturbances { get; }

    /// <summary>Whether the scenario is disturbed by more than its own steps say: then what they set up need not strike.</summary>
    /// <value>Default: false.</value>
    public bool IsDisturbed { get; set; }

    /// <summary>Called with each datagram that a host sends or receives; it must change nothing. Null for nobody.</summary>
    /// <value>Default: null.</value>
    public Action<SceneDatagram>? DatagramSeen { get; set; }

    /// <summary>What clients send while other things happen.</summary>
    public TrafficScene Traffic { get; }

    /// <summary>What must hold in every scenario.</summary>
    public InvariantWatch Invariants { get; }

    /// <summary>What happened, for a scenario that failed.</summary>
    public FailureStory Story { get; }

    /// <summary>The client that reattached last.</summary>
    /// <exception cref="SceneException">None did.</exception>
    public ClientActor LastReattacher
    {
        get => field ?? throw new SceneException("No client has reattached yet.");
        internal set;
    }

    /// <summary>The hosts without a session that probe the network, and what they have heard.</summary>
    public PeerGroup Peers { get; }

    /// <summary>The hosts that run a stranger's protocol.</summary>
    public EndpointScene Endpoints { get; }

    /// <summary>What each host of an actor is, in the order gateways, clients, endpoints, attackers.</summary>
    public IEnumerable<SceneRole> Roles =>
        [
            .. _gateways.All.Select(static actor => new SceneRole(actor.Name, "gateway")),
            .. _clients.All.Select(static actor => new SceneRole(actor.Name, "client")),
            .. Endpoints.All.Select(static actor => new SceneRole(actor.Name, "endpoint")),
            .. _attackers.All.Select(static actor => new SceneRole(actor.Name, "attacker")),
        ];

    internal WireLog Wire { get; }

    internal bool IsHealed { get; private set; }

    internal SceneMark Mark { get; private set; } = new(0, 0, 0);

    internal OrderedDictionary<string, ClientActor>.ValueCollection Clients => _clients.All;

    internal OrderedDictionary<string, GatewayActor>.ValueCollection Gateways => _gateways.All;

    /// <summary>What differs from the default policy, for the gateways and clients that are added from now on.</summary>
    public PolicyOverrides Policy { get; private set; } = PolicyOverrides.None;

    /// <summary>Sets a part of the policy for all gateways and clients; this must come before them, so that none has another
    /// policy.</summary>
    /// <exception cref="SceneException">There is no such setting, or the value is not allowed; the message says what is.</exception>
    public void SetPolicy(string name, string value)
    {
        string? early = _gateways.All.Select(gateway => gateway.Name).Concat(_clients.All.Select(client => client.Name)).FirstOrDefault();
        Demand.That(early is null, $"The policy comes before gateways and clients, but \"{early}\" is there already.");
        if (!Policy.TryAdd(name, value, out PolicyOverrides added, out string? error))
        {
            throw new SceneException(error!);
        }

        Policy = added;
    }

    /// <summary>Adds a gateway with its session server: on the public network, or behind a NAT, which forwards a port to it.</summary>
    public GatewayActor AddGateway(
        string name,
        TimeSpan? ttl = null,
        TimeSpan? lifetime = null,
        SessionMode mode = SessionMode.Demo,
        string? behind = null
    )
    {
        ServerOptions options = Policy.ApplyTo(new ServerOptions { Mode = mode, PreSharedKey = LabKeys.PreShared(mode) });
        options = options with { IdleTtl = ttl ?? options.IdleTtl, MaximumLifetime = lifetime ?? options.MaximumLifetime };
        Demand.Of(options.Validate);
        return _gateways.Add(name, new GatewayActor(this, name, options, behind));
    }

    /// <summary>Adds a client host; it has no session yet.</summary>
    public ClientActor AddClient(string name, string? behind = null) => _clients.Add(name, new ClientActor(this, name, behind));

    /// <summary>Adds many client hosts, which have no sessions yet.</summary>
    /// <param name="name">Of the group; the clients are <c>name-1</c>, <c>name-2</c> and so on.</param>
    /// <param name="count">How many, 1 to 250.</param>
    /// <param name="behind">The NAT they are behind, or null.</param>
    public ClientGroup AddClients(string name, int count, string? behind = null) =>
        _groups.Add(name, new ClientGroup(this, name, count, behind));

    /// <summary>Adds an attacker: a host that sends whatever it likes.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="watched">The client or gateway whose datagrams it sees, or null for none.</param>
    /// <param name="behind">The NAT it is behind, or null if it is on the public network.</param>
    public AttackerActor AddAttacker(string name, string? watched, string? behind = null)
    {
        _ = watched is null || IsGateway(watched) || Endpoints.IsEndpoint(watched) ? null : Client(watched); // names an unknown one
        return _attackers.Add(name, new AttackerActor(this, name, watched, behind));
    }

    /// <summary>Adds a host whose owner also stands on an access link; where that is a client's, it sees what the client sends.</summary>
    public OnPathActor AddOnPathAttacker(string name, string node)
    {
        AddAttacker(name, IsClient(node) || Endpoints.IsEndpoint(node) ? node : null);
        return _onPath.Add(name, new OnPathActor(this, name, node));
    }

    /// <summary>Finds a gateway by name.</summary>
    public GatewayActor Gateway(string name) => _gateways.Find(name);

    /// <summary>Finds a client by name.</summary>
    public ClientActor Client(string name) => _clients.Find(name);

    /// <summary>Finds a group of clients by name.</summary>
    public ClientGroup ClientGroup(string name) => _groups.Find(name);

    /// <summary>Finds an attacker on the path by name.</summary>
    public OnPathActor OnPath(string name) => _onPath.Find(name);

    /// <summary>Finds an attacker or stranger by name.</summary>
    public AttackerActor Attacker(string name) => _attackers.Find(name);

    /// <summary>Says that a new block of steps begins: the next event sets the mark from which "it" and "unchanged" count.</summary>
    /// <param name="isGiven">Whether it sets up what is there: then endpoints wait, so that links and interfaces come before them.</param>
    public void BeginBlock(bool isGiven = false)
    {
        _blockBegins = true;
        _isGiven = isGiven;
    }

    /// <summary>Lets time pass.</summary>
    public void Pass(TimeSpan time)
    {
        BeginEvent();
        Endpoints.StartWaiting();
        Lab.RunFor(time);
    }

    /// <summary>States that a gateway or client recorded a security event of this violation since the last block of events began.</summary>
    public void ExpectViolation(string name, ReasonCode violation)
    {
        var violations = Events.Of<SecurityEvent>(name, Mark.Event).Select(e => CodeNames.Name(e.Violation)).ToList();
        Expect.That(
            violations.Contains(CodeNames.Name(violation)),
            $"\"{name}\" recorded no security event {CodeNames.Name(violation)}; since then it recorded: {Listing(violations)}."
        );
    }

    /// <summary>The public address of a client's session, of a gateway, or of another attacker or stranger: what a forger puts on what he
    /// sends.</summary>
    public TransportAddress AddressOf(string name) =>
        _clients.TryFind(name, out ClientActor? client) ? client.RequireBinding()
        : _gateways.TryFind(name, out GatewayActor? gateway) ? gateway.Address
        : Attacker(name).Address;

    /// <summary>States how many datagrams all gateways together refused.</summary>
    public void ExpectRefusals(Refusal wanted, int count)
    {
        var all = _gateways.All.SelectMany(gateway => Wire.RefusalsBy(gateway.Name)).ToList();
        int found = all.Count(refusal => refusal.Matches(wanted));
        Expect.That(found == count, $"{Amount.Of(found, "datagram")} refused as {wanted}, not {count}; all refusals: {Listing(all)}.");
    }

    /// <summary>States how many datagrams the network dropped for a reason.</summary>
    public void ExpectDropped(DropReason reason, int atLeast, int atMost)
    {
        long dropped = Lab.Ledger.DroppedBy(reason);
        Expect.That(
            dropped >= atLeast && dropped <= atMost,
            $"{Amount.Of(dropped, "datagram")} {DropReasonText.Of(reason)}, not "
                + $"{(atLeast == atMost ? "exactly" : "at least")} {atLeast}: {Lab.Ledger}."
        );
    }

    /// <summary>States for all clients: what was acknowledged was delivered, and nothing was delivered twice.</summary>
    public void ExpectExactlyOnce()
    {
        Expect.That(
            IsDisturbed || _clients.All.Any(client => client.Messages.AcknowledgedCount > 0),
            $"No message was acknowledged, so the claim proves nothing."
        );
        foreach (ClientActor client in _clients.All)
        {
            client.Messages.ExpectExactlyOnce();
            client.Downlink.ExpectExactlyOnce();
        }
    }

    /// <summary>
    /// Checks at the end of a scenario that every datagram is accounted for and everything that was set up to disturb did so; then heals
    /// the network and checks that every client that still has a session gets back to it.
    /// </summary>
    public void CheckAtEnd()
    {
        Traffic.End();
        Balance();
        VacuityCheck.Of(this, _onPath.All);
        Invariants.ProveLiveness();
        Endpoints.ExpectEventual();
        Balance();
        Endpoints.End();
    }

    /// <summary>Fails the scenario where something does not hold that always must, or an endpoint failed.</summary>
    /// <exception cref="ExpectationException">Names what was violated, and what was observed.</exception>
    public void ThrowIfViolated()
    {
        Invariants.ThrowIfViolated();
        Endpoints.ThrowIfViolated();
    }

    private void Balance()
    {
        TimeSpan limit = Patience + Links.AskedDelay;
        Expect.That(Lab.RunUntil(_isQuiet, limit), $"The network did not come to rest within {limit.TotalSeconds} s: {Lab.Ledger}.");
        Lab.Ledger.EnsureBalanced(Lab.Parked);
        Lab.EnsureBalanced();
        ThrowIfViolated();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Lab.Observer = null;
        Array.ForEach([.. _clients.All], static client => client.Dispose());
        Array.ForEach([.. _gateways.All], static gateway => gateway.Dispose());
        Peers.Dispose();
        Endpoints.Dispose();
        Events.Dispose();
        Lab.Dispose();
    }

    /// <summary>Ends everything that disturbs the network: bad links, faults, attackers on the path, what happened to hosts, broken
    /// mappings.</summary>
    internal void Heal() =>
        Event(() =>
        {
            IsHealed = true;
            _trace.WriteHealed(Lab.Now);
            Story.NoteHealed();
            Disturbances.HealAll();
            Links.HealAll();
            Array.ForEach([.. _onPath.All], static attacker => attacker.Leave());
            Hosts.HealAll();
            Nats.HealAll();
        });

    internal bool IsGateway(string name) => _gateways.TryFind(name, out _);

    internal static string Listing<T>(IReadOnlyCollection<T> items) => items.Count == 0 ? "none" : string.Join(", ", items);

    internal bool IsClient(string name) => _clients.TryFind(name, out _);

    /// <summary>Makes something happen, and what follows from it: until no datagram is in flight except those that are being held, or,
    /// where steps do not wait, at this very instant.</summary>
    internal void Event(Action action)
    {
        BeginEvent();
        action();
        Lab.RunUntil(_isQuiet, Traffic.StepsWait ? Patience : TimeSpan.Zero);
    }

    internal void BeginEvent()
    {
        if (_blockBegins)
        {
            _blockBegins = false;
            Mark = new SceneMark(Wire.Records.Count, Events.All.Count, Endpoints.Said.Count);
            Array.ForEach([.. _clients.All], static client => client.Remember());
        }

        if (!_isGiven)
        {
            Endpoints.StartWaiting();
        }
    }

    private void OnSaying(Saying saying)
    {
        _trace.Write(saying);
        Story.NoteSaying();
    }

    private void OnDatagram(WireRecord record)
    {
        Story.NoteDatagram();
        Invariants.Judge(record);
        if (record.Kind != WireRecordKind.Dropped)
        {
            DatagramSeen?.Invoke(record.AtHost());
        }
    }

    private ClientActor? HolderOf(SessionId id) => _clients.All.FirstOrDefault(client => client.Session?.SessionId == id);

    private void OnEvent(RecordedEvent recorded)
    {
        Story.NoteEvent();
        switch (recorded.Event)
        {
            case DataAccepted:
                foreach (ClientActor client in _clients.All)
                {
                    client.Messages.RecordDelivered(recorded.Payload);
                }

                break;
            case DataRoundtrip acknowledged when _clients.TryFind(recorded.Actor, out ClientActor? sender):
                sender.Messages.RecordAcknowledged(acknowledged.Sequence);
                break;
            case DownlinkAccepted when _clients.TryFind(recorded.Actor, out ClientActor? receiver):
                receiver.Downlink.RecordDelivered(recorded.Payload);
                break;
            case DownlinkRoundtrip acknowledged:
                HolderOf(acknowledged.SessionId)?.Downlink.RecordAcknowledged(acknowledged.Sequence);
                break;
        }

        Invariants.Judge(recorded);
    }
}
