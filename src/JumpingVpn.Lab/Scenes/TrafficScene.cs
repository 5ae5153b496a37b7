using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Scenes;

/// <summary>What hosts send while other things happen, and whether a step waits for what is in flight.</summary>
public sealed class TrafficScene
{
    private readonly Scene _scene;
    private readonly OrderedDictionary<string, ITimer> _senders = new(StringComparer.Ordinal);
    private RandomStream? _pauses;
    private bool _waits = true;

    internal TrafficScene(Scene scene) => _scene = scene;

    /// <summary>Whether a step ends only when no datagram is in flight. Not while somebody keeps sending: then something always
    /// is.</summary>
    internal bool StepsWait => _waits && _senders.Count == 0;

    /// <summary>From now on a step ends at once, so that the next one meets what it sent on its way.</summary>
    public void DoNotWait() => _waits = false;

    /// <summary>Lets a time pass that is drawn from the seed, each as likely: what comes next meets regular things at any phase.</summary>
    /// <param name="longest">The longest time; the shortest is nothing.</param>
    public void PassAtRandom(TimeSpan longest)
    {
        _pauses ??= _scene.Lab.Streams.Stream("pauses");
        _scene.Pass(TimeSpan.FromTicks(_pauses.Between(0, longest.Ticks)));
    }

    /// <summary>Hands a message to a client's session at equal intervals by the clock of its host, the first at once, until it stops. What
    /// the session does not take is not sent.</summary>
    public void KeepSending(ClientActor client, TimeSpan distance)
    {
        ArgumentNullException.ThrowIfNull(client);
        Keep(client.Name, distance, () => client.TrySendOne());
    }

    /// <summary>Lets an attacker flood a gateway at equal intervals by the clock of its host, the first at once, until it stops.</summary>
    /// <param name="attacker">Who.</param>
    /// <param name="gateway">Where to.</param>
    /// <param name="type">As <see cref="AttackerActor.Flood"/> takes it.</param>
    /// <param name="rate">How many a second, 1 to 10,000.</param>
    /// <param name="forgedSource">Whose address they seem to come from; null for its own.</param>
    public void KeepFlooding(AttackerActor attacker, GatewayActor gateway, string type, int rate, TransportAddress? forgedSource = null)
    {
        ArgumentNullException.ThrowIfNull(attacker);
        ArgumentNullException.ThrowIfNull(gateway);
        Demand.That(rate is >= 1 and <= 10_000, $"\"{attacker.Name}\" cannot send {rate} messages a second: write 1 to 10000.");
        Keep(attacker.Name, TimeSpan.FromTicks(TimeSpan.TicksPerSecond / rate), () => attacker.FloodOne(gateway, type, forgedSource));
    }

    /// <summary>Ends it.</summary>
    public void Stop(string name)
    {
        Demand.That(_senders.Remove(name, out ITimer? timer), $"\"{name}\" is not sending, so it cannot stop.");
        timer!.Dispose();
        _scene.Event(() => { });
    }

    /// <summary>The scenario is over: nobody sends any more, and who looks waits again.</summary>
    internal void End()
    {
        foreach (ITimer timer in _senders.Values)
        {
            timer.Dispose();
        }

        _senders.Clear();
        _waits = true;
    }

    private void Keep(string name, TimeSpan distance, Action send)
    {
        Demand.That(distance > TimeSpan.Zero, $"\"{name}\" cannot keep sending every {distance}: the interval must be above 0.");
        Demand.That(!_senders.ContainsKey(name), $"\"{name}\" is sending already; stop it first.");
        _scene.BeginEvent();
        _senders.Add(name, _scene.Lab.Hosts.ClockOf(name).CreateTimer(_ => send(), null, TimeSpan.Zero, distance));
        _scene.Lab.RunFor(TimeSpan.Zero);
    }
}
