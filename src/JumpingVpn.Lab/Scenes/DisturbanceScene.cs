using System.Globalization;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Lab.Scenes;

/// <summary>
/// What is set now and disturbs the scenario later, in the midst of whatever it does then: faults of single datagrams by their number, and
/// what befalls hosts and NATs at a <see cref="Moment"/>. What cannot be done when its moment comes, since its host is down for example,
/// is not done.
/// </summary>
public sealed class DisturbanceScene
{
    private readonly Scene _scene;
    private readonly List<Disturbance> _all = [];
    private readonly List<IDisposable> _pending = [];

    internal DisturbanceScene(Scene scene) => _scene = scene;

    /// <summary>Loses one datagram of one direction of a link.</summary>
    /// <param name="node">Whose access link.</param>
    /// <param name="way">The direction.</param>
    /// <param name="nth">Which, counted from now; the first is 1.</param>
    public Disturbance Lose(string node, LinkWays way, int nth) => SetFault(node, way, nth, faults => faults.Drop(nth));

    /// <summary>Delivers one datagram twice.</summary>
    /// <inheritdoc cref="Lose"/>
    public Disturbance Duplicate(string node, LinkWays way, int nth) => SetFault(node, way, nth, faults => faults.Duplicate(nth));

    /// <summary>Delays one datagram; later ones may overtake it.</summary>
    /// <inheritdoc cref="Lose"/>
    public Disturbance Delay(string node, LinkWays way, int nth, TimeSpan by)
    {
        Disturbance set = SetFault(node, way, nth, faults => faults.Delay(by, nth));
        _scene.Links.AskDelay(by);
        return set;
    }

    /// <summary>Flips one bit of one datagram, and no checksum catches it.</summary>
    /// <param name="node">Whose access link.</param>
    /// <param name="way">The direction.</param>
    /// <param name="nth">Which, counted from now; the first is 1.</param>
    /// <param name="bit">Which bit, the first being 0; beyond the end it is counted from the beginning again.</param>
    public Disturbance FlipBit(string node, LinkWays way, int nth, int bit)
    {
        _scene.BeginEvent();
        var attacker = new OnPathAttacker();
        AttackRule rule = Demand.Of(() =>
            attacker.Rewrite(new FaultScope { Nth = nth }, captured => Flipped(captured.Payload.ToArray(), bit))
        );
        _pending.Add(Demand.Of(() => _scene.Lab.InterceptorsOf(node, way).Add(attacker)));
        return Add($"flip bit {bit} of datagram number {nth} on the {Word(way)} of \"{node}\"", () => !rule.IsVacuous);
    }

    /// <summary>Sends what a host put on the public network once more, a while after it did.</summary>
    /// <param name="from">The host.</param>
    /// <param name="nth">Which of its datagrams, counted from now; the first is 1.</param>
    /// <param name="after">How much later.</param>
    /// <param name="forger">Whose address it then comes from; null for its own.</param>
    public Disturbance Replay(string from, int nth, TimeSpan after, string? forger = null)
    {
        _scene.BeginEvent();
        Demand.That(
            _scene.IsClient(from) || _scene.IsGateway(from) || _scene.Endpoints.IsEndpoint(from),
            $"\"{from}\" is not a gateway, a client or an endpoint and cannot be replayed."
        );
        Disturbance replay = Add($"replay datagram number {nth} from \"{from}\" after {DurationWords.Of(after)}");
        int seen = 0;
        _scene.Wire.Overheard += datagram =>
        {
            if (datagram.Origin == from && ++seen == nth)
            {
                At(after, replay, () => SendAgain(datagram, forger));
            }
        };
        return replay;
    }

    /// <summary>Somebody sends his own message under the address of another.</summary>
    /// <param name="text">A JSON object. A <c>session_id</c> in it that is the name of a client represents that of its session.</param>
    /// <param name="to">The client, gateway or attacker that gets it.</param>
    /// <param name="from">Whose address it bears.</param>
    /// <param name="moment">When. Where one of the two has no public address then, it does not strike.</param>
    public Disturbance Forge(string text, string to, string from, Moment moment) =>
        Set($"a forged message arrives at \"{to}\"", moment, () => TryForge(text, to, from));

    /// <summary>A NAT gives every mapping a new external endpoint.</summary>
    public Disturbance Rebind(string nat, NatRebindingKind kind, Moment moment) =>
        Set($"\"{nat}\" rebinds", moment, () => _scene.Nats.TryRebind(nat, kind));

    /// <summary>A NAT empties its table.</summary>
    public Disturbance Forget(string nat, Moment moment) => Set($"\"{nat}\" forgets", moment, () => _scene.Nats.TryForget(nat));

    /// <summary>A host crashes and restarts at once.</summary>
    public Disturbance CrashAndRestart(string host, bool keepsState, Moment moment) =>
        Set($"\"{host}\" crashes", moment, () => _scene.Hosts.TryCrashAndRestart(host, keepsState));

    /// <summary>A host is frozen for a while.</summary>
    public Disturbance Pause(string host, TimeSpan lasting, Moment moment) =>
        Set($"\"{host}\" pauses", moment, () => _scene.Hosts.TryPause(host, lasting));

    /// <summary>The wall clock of a host steps, back where negative.</summary>
    public Disturbance StepClock(string host, TimeSpan by, Moment moment) =>
        Set(
            $"the clock of \"{host}\" jumps",
            moment,
            () =>
            {
                _scene.Lab.Hosts.ClockOf(host).Step(by);
                return true;
            }
        );

    /// <summary>The access link of a node is cut for a while.</summary>
    public Disturbance Cut(string node, TimeSpan lasting, Moment moment) =>
        Set($"the link of \"{node}\" is cut", moment, () => _scene.Links.TryCut(node, lasting));

    /// <summary>Two hosts cannot reach each other for a while.</summary>
    public Disturbance Separate(string one, string other, TimeSpan lasting, Moment moment) =>
        Set($"\"{one}\" and \"{other}\" are separated", moment, () => _scene.Hosts.TrySeparate(one, other, lasting));

    /// <summary>Lets a client live on for a while: it sends at equal intervals whenever its session takes a message. Returns when the time
    /// has passed.</summary>
    /// <param name="client">The client.</param>
    /// <param name="interval">From one message to the next, above 0.</param>
    /// <param name="lasting">For how long.</param>
    public Disturbance Talk(string client, TimeSpan interval, TimeSpan lasting)
    {
        ClientActor actor = _scene.Client(client);
        Disturbance talk = Add($"\"{client}\" talks on for {DurationWords.Of(lasting)}");
        actor.Regularly(
            interval,
            lasting,
            () =>
            {
                if (_scene.Hosts.IsRunning(client) && actor.TrySendOne())
                {
                    talk.Strike();
                }
            }
        );
        return talk;
    }

    /// <summary>A host without a session probes another, where it knows an address of that.</summary>
    /// <param name="from">The sending socket.</param>
    /// <param name="to">The socket that is meant.</param>
    /// <param name="seenBy">The socket that knows an address of the target; null for the target's own.</param>
    public Disturbance Probe(string from, string to, string? seenBy)
    {
        Disturbance probe = Add($"\"{from}\" probes \"{to}\"");
        if (_scene.Peers.TryProbe(from, to, seenBy))
        {
            probe.Strike();
        }

        return probe;
    }

    /// <summary>Ends all of it: nothing strikes any more.</summary>
    internal void HealAll()
    {
        _scene.Wire.Overheard = null;
        _pending.ForEach(static pending => pending.Dispose());
        _pending.Clear();
    }

    /// <summary>Checks at the end of a scenario that every disturbance struck.</summary>
    internal void ExpectNoneVacuous()
    {
        foreach (Disturbance disturbance in _all)
        {
            Expect.That(
                disturbance.HasStruck,
                $"A disturbance was set and never struck, so the scenario proves nothing by it: {disturbance.Words}."
            );
        }
    }

    private static byte[] Flipped(byte[] payload, int bit)
    {
        if (payload.Length > 0)
        {
            payload[(bit >> 3) % payload.Length] ^= (byte)(1 << (bit & 7));
        }

        return payload;
    }

    private static string Word(LinkWays way) => way == LinkWays.Up ? "uplink" : "downlink";

    private bool TryForge(string text, string to, string from)
    {
        try
        {
            byte[] forged = ForgedMessages.WithSessionOf(
                text,
                name => _scene.IsClient(name) ? _scene.Client(name).RequireId().ToString() : null
            );
            _scene.Lab.SendForged(forged, _scene.AddressOf(from), _scene.AddressOf(to));
            return true;
        }
        catch (SceneException)
        {
            return false;
        }
    }

    private bool SendAgain(OverheardDatagram datagram, string? forger)
    {
        _scene.Lab.SendForged(datagram.Bytes, forger is null ? datagram.Source : _scene.AddressOf(forger), datagram.Destination);
        return true;
    }

    private Disturbance SetFault(string node, LinkWays way, int nth, Func<LinkFaults, LinkFault> set)
    {
        _scene.BeginEvent();
        LinkFault fault = Demand.Of(() => set(_scene.Lab.FaultsOf(node, way)));
        _pending.Add(fault);
        return Add(
            string.Create(CultureInfo.InvariantCulture, $"{fault.Action} datagram number {nth} on the {Word(way)} of \"{node}\""),
            () => !fault.IsVacuous
        );
    }

    private Disturbance Set(string words, Moment moment, Func<bool> act)
    {
        _scene.BeginEvent();
        Disturbance disturbance = Add($"{words} {moment}");
        if (moment.Node is not { } node)
        {
            At(moment.After, disturbance, act);
            return disturbance;
        }

        // The timer stands before the arrival of the datagram, also where the link has no delay.
        var trigger = new DatagramTrigger(moment.Datagram, () => At(TimeSpan.Zero, disturbance, act));
        _pending.Add(Demand.Of(() => _scene.Lab.InterceptorsOf(node, moment.Way).Add(trigger)));
        return disturbance;
    }

    private void At(TimeSpan after, Disturbance disturbance, Func<bool> act) =>
        _pending.Add(
            _scene.Lab.Time.CreateTimer(
                _ =>
                {
                    if (act())
                    {
                        disturbance.Strike();
                    }
                },
                null,
                after,
                Timeout.InfiniteTimeSpan
            )
        );

    private Disturbance Add(string words, Func<bool>? looks = null)
    {
        var disturbance = new Disturbance(words, looks);
        _all.Add(disturbance);
        return disturbance;
    }
}
