using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Scenes;

/// <summary>A gateway on the scene: a host with a session server on it.</summary>
public sealed class GatewayActor : IDisposable
{
    private readonly Scene _scene;
    private readonly string? _behind;
    private readonly ushort _port;
    private MovableChannel _channel;
    private SessionServerDriver _driver;
    private int _boots;

    internal GatewayActor(Scene scene, string name, ServerOptions options, string? behind)
    {
        _scene = scene;
        _behind = behind;
        Name = name;
        Demand.Of(() => scene.Lab.AddHost(name, behind));
        Options = options;
        _channel = new MovableChannel(Demand.Of(() => scene.Lab.OpenChannel(name)));
        _port = _channel.LocalAddress.Port;
        Address = Demand.Of(() => scene.Lab.Publish(name, _port));
        (Server, _driver) = Build(_channel);
    }

    /// <summary>Its name in the scenario.</summary>
    public string Name { get; }

    /// <summary>Where clients reach it on the public network: at its own address, or at the port that a NAT forwards to it.</summary>
    public TransportAddress Address { get; private set; }

    /// <summary>Its session server, for inspection between events.</summary>
    public SessionServer Server { get; private set; }

    /// <summary>How its sessions are authenticated; in demo mode they are not.</summary>
    public SessionMode Mode => Options.Mode;

    internal ServerOptions Options { get; }

    /// <summary>The protocol time of its server.</summary>
    internal TimeSpan Now => _driver.Now;

    /// <summary>Goes on at another address, with the same port and all its sessions, of which it tells nobody.</summary>
    /// <param name="back">Whether at the address that it had first.</param>
    public void Move(bool back) =>
        _scene.Event(() =>
        {
            Demand.That(
                _behind is null,
                $"\"{Name}\" is behind \"{_behind}\", which forwards a port to its present address: only a gateway on "
                    + $"the public network can move."
            );
            _scene.Hosts.ChangeAddress(Name, back);

            _channel.MoveTo(() => _scene.Lab.OpenChannel(Name, _port));
            Address = _channel.LocalAddress;
        });

    /// <summary>Hands messages for a client to its session.</summary>
    /// <param name="client">The client.</param>
    /// <param name="count">How many.</param>
    /// <param name="length">How long each is in bytes; null for as long as its text.</param>
    public void Send(ClientActor client, int count, int? length = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        SessionId id = client.RequireId();
        _scene.Event(() =>
        {
            for (int i = 0; i < count; i++)
            {
                string text = client.Downlink.NextText(length);
                long sequence = 0;
                bool taken = Demand.Of(() => _driver.TrySend(id, System.Text.Encoding.UTF8.GetBytes(text), out sequence));
                Expect.That(taken, $"\"{Name}\" cannot send to \"{client.Name}\": the session is gone, or too many messages wait for it.");
                client.Downlink.RecordSent(text, sequence);
            }
        });
    }

    /// <summary>Waits until all that was sent to a client is acknowledged, and states that each message was delivered to it once.</summary>
    public void ExpectAllDelivered(ClientActor client)
    {
        ArgumentNullException.ThrowIfNull(client);
        _scene.Lab.RunUntil(() => client.Downlink.AcknowledgedCount == client.Downlink.SentCount, Scene.Patience);
        client.Downlink.ExpectAllDelivered();
    }

    /// <summary>States how many of the messages sent to a client have reached it.</summary>
    public void ExpectDelivered(ClientActor client, int count)
    {
        ArgumentNullException.ThrowIfNull(client);
        int delivered = client.Downlink.DeliveredCount;
        Expect.That(client.Downlink.SentCount > 0, $"\"{Name}\" has sent nothing to \"{client.Name}\", so the claim proves nothing.");
        Expect.That(delivered == count, $"\"{client.Name}\" has received {Amount.Of(delivered, "message")} from \"{Name}\", not {count}.");
    }

    /// <summary>Ends a client's session on purpose.</summary>
    public void End(ClientActor client)
    {
        ArgumentNullException.ThrowIfNull(client);
        SessionId id = client.RequireId();
        _scene.Event(() => Demand.That(_driver.Terminate(id), $"\"{Name}\" holds no session of \"{client.Name}\", so it cannot end it."));
    }

    /// <summary>States that it answered something with this refusal since the last block of events began.</summary>
    public void ExpectRefused(Refusal wanted)
    {
        ExpectReached();
        var refusals = _scene.Wire.RefusalsBy(Name, _scene.Mark.Record).ToList();
        Expect.That(
            refusals.Any(refusal => refusal.Matches(wanted)),
            $"\"{Name}\" did not refuse anything as {wanted}; its refusals since then: {Scene.Listing(refusals)}."
        );
    }

    /// <summary>States that it recorded a security event since the last block of events began.</summary>
    public void ExpectSecurityEvent() =>
        Expect.That(_scene.Events.Of<SecurityEvent>(Name, _scene.Mark.Event).Any(), $"\"{Name}\" recorded no security event.");

    /// <summary>States that it handed something to its application as a client's since the last block of events began, which the client
    /// has not sent.</summary>
    public void ExpectDeceived(ClientActor client)
    {
        ArgumentNullException.ThrowIfNull(client);
        SessionId id = client.RequireId();
        Expect.That(
            _scene
                .Events.Of(Name, SessionEventKind.DataAccepted, _scene.Mark.Event)
                .Any(accepted => accepted.Session == id && !client.Messages.Contains(accepted.Payload)),
            $"\"{Name}\" delivered nothing in the name of \"{client.Name}\" that it had not sent."
        );
    }

    /// <summary>States that something arrived since the last block of events began, and that it answered nothing.</summary>
    public void ExpectSilence()
    {
        ExpectReached();
        int sent = _scene.Wire.Count(WireRecordKind.Sent, Name, type: null, _scene.Mark.Record);
        Expect.That(sent == 0, $"\"{Name}\" sent {Amount.Of(sent, "datagram")} instead of staying silent.");
    }

    /// <summary>States that something arrived since the last block of events began, and that nothing of it was accepted.</summary>
    public void ExpectNothingAccepted()
    {
        ExpectReached();
        ReadOnlySpan<SessionEventKind> accepting =
        [
            SessionEventKind.SessionCreated,
            SessionEventKind.DataAccepted,
            SessionEventKind.KeepaliveAccepted,
            SessionEventKind.TransportSwitch,
            SessionEventKind.SessionTerminated,
        ];
        foreach (SessionEventKind kind in accepting)
        {
            RecordedEvent? accepted = _scene.Events.Of(Name, kind, _scene.Mark.Event).FirstOrDefault();
            Expect.That(accepted is null, $"\"{Name}\" accepted something: {accepted?.Json}.");
        }
    }

    /// <summary>States that it holds no session of this id.</summary>
    public void ExpectNoSession(string id)
    {
        Demand.That(SessionId.TryParse(id, out SessionId parsed), $"\"{id}\" is not a session id; one is S- and 16 lower-case hex digits.");
        Expect.That(!Server.TryGetSession(parsed, out _), $"\"{Name}\" holds a session with the id {id}.");
    }

    /// <summary>States that a request was acknowledged since the last block of events began although nothing was switched.</summary>
    public void ExpectAcknowledgedAgain()
    {
        int acknowledged = _scene.Wire.Count(WireRecordKind.Sent, Name, "REATTACH_ACK", _scene.Mark.Record);
        int switched = _scene.Events.Of<TransportSwitch>(Name, _scene.Mark.Event).Count();
        Expect.That(
            acknowledged > switched,
            $"\"{Name}\" sent {acknowledged} REATTACH_ACK for {Amount.Of(switched, "switch")}, so none was acknowledged again."
        );
    }

    /// <summary>States how many live sessions it holds.</summary>
    public void ExpectSessions(int count) =>
        Expect.That(Server.SessionCount == count, $"\"{Name}\" holds {Amount.Of(Server.SessionCount, "session")}, not {count}.");

    /// <summary>States how often it switched the transport of a client's session, each time explicitly and auditably.</summary>
    public void ExpectSwitches(ClientActor client, int times)
    {
        ArgumentNullException.ThrowIfNull(client);
        SessionId id = client.RequireId();
        var switches = _scene.Events.Of(Name, SessionEventKind.TransportSwitch).Where(recorded => recorded.Event.SessionId == id).ToList();
        Expect.That(
            switches.Count == times,
            $"\"{Name}\" switched the transport of \"{client.Name}\" {Amount.Of(switches.Count, "time")}, not {times}."
        );
        foreach (RecordedEvent recorded in switches)
        {
            bool explicitly =
                recorded.Json.Contains("\"explicit\":true", StringComparison.Ordinal)
                && recorded.Json.Contains("\"auditable\":true", StringComparison.Ordinal);
            Expect.That(explicitly, $"A switch was not recorded as explicit and auditable: {recorded.Json}.");
        }
    }

    /// <summary>States how many messages it refused with a code in its life, answered or not.</summary>
    public void ExpectRefusalCount(RefusalCode code, long count)
    {
        long counted = Server.Counters.Refused(code);
        Expect.That(counted == count, $"\"{Name}\" has refused {Amount.Of(counted, "message")} as {CodeNames.Name(code)}, not {count}.");
    }

    /// <summary>States how many handshakes it asked to come again with a cookie.</summary>
    public void ExpectHandshakeRetries(long count) =>
        Expect.That(
            Server.Counters.HandshakeRetries == count,
            $"\"{Name}\" has answered {Server.Counters.HandshakeRetries} handshakes with HANDSHAKE_RETRY, not {count}."
        );

    /// <summary>States how many addresses it challenged.</summary>
    public void ExpectChallenges(long count) =>
        Expect.That(
            Server.Counters.PathChallenges == count,
            $"\"{Name}\" has sent {Server.Counters.PathChallenges} path challenges, not {count}."
        );

    /// <summary>States that it emitted at most this many events since the last block of events began, and that it had reason to emit
    /// some.</summary>
    public void ExpectEventsAtMost(int count)
    {
        ExpectReached();
        int emitted = _scene.Events.All.Skip(_scene.Mark.Event).Count(recorded => recorded.Actor == Name);
        Expect.That(emitted <= count, $"\"{Name}\" recorded {Amount.Of(emitted, "event")}, more than {count}.");
    }

    /// <summary>States that the sums it emitted since the last block of events began represent this many messages, in this many
    /// events.</summary>
    public void ExpectSummedUp(long messages, int events)
    {
        var sums = _scene
            .Events.All.Skip(_scene.Mark.Event)
            .Where(recorded => recorded.Actor == Name)
            .Select(recorded =>
                recorded.Event switch
                {
                    RateLimited limited => limited.Count,
                    PolicyEvent { Reason: ReasonCode.RefusalsNotLogged } unlogged => unlogged.Observed,
                    _ => 0,
                }
            )
            .Where(count => count > 0)
            .ToList();
        long summed = sums.Sum();
        Expect.That(
            summed == messages && sums.Count == events,
            $"\"{Name}\" summed up {Amount.Of(summed, "message")} in {Amount.Of(sums.Count, "event")}, not {messages} in {events}."
        );
    }

    /// <summary>States that it recorded a policy event for a reason since the last block of events began.</summary>
    public void ExpectPolicyEvent(ReasonCode reason)
    {
        var recorded = _scene.Events.Of<PolicyEvent>(Name, _scene.Mark.Event).Select(policy => CodeNames.Name(policy.Reason)).ToList();
        Expect.That(
            recorded.Contains(CodeNames.Name(reason)),
            $"\"{Name}\" recorded no policy event {CodeNames.Name(reason)}, but {Scene.Listing(recorded)}."
        );
    }

    /// <inheritdoc/>
    public void Dispose() => Completed.Require(_driver.DisposeAsync());

    /// <summary>Begins again on the same port, with no session, after a crash that lost the state.</summary>
    internal void Boot()
    {
        Completed.Require(_driver.DisposeAsync());
        _boots++;
        _channel = new MovableChannel(Demand.Of(() => _scene.Lab.OpenChannel(Name, _port)));
        (Server, _driver) = Build(_channel);
    }

    private (SessionServer Server, SessionServerDriver Driver) Build(IDatagramChannel channel)
    {
        string entropy = _boots == 0 ? $"entropy:{Name}" : string.Create(CultureInfo.InvariantCulture, $"entropy:{Name}/{_boots}");
        var server = new SessionServer(Options, new StreamEntropy(_scene.Lab.Streams.Stream(entropy)));
        return (server, new SessionServerDriver(server, channel, _scene.Lab.Hosts.ClockOf(Name), _scene.Events.SinkFor(Name)));
    }

    private void ExpectReached()
    {
        int reached = _scene.Wire.Count(WireRecordKind.Delivered, Name, type: null, _scene.Mark.Record);
        Expect.That(reached > 0, $"Nothing has reached \"{Name}\" since then, so the claim proves nothing.");
    }
}
