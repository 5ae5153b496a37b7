namespace JumpingVpn.Lab.Scenes;

/// <summary>What clients send while other things happen, and whether a step waits for what is under way.</summary>
public sealed class TrafficScene
{
    private readonly Scene _scene;
    private readonly OrderedDictionary<string, ITimer> _senders = new(StringComparer.Ordinal);
    private bool _waits = true;

    internal TrafficScene(Scene scene) => _scene = scene;

    /// <summary>Whether a step ends only when no datagram is under way. Not while somebody keeps sending: then something always is.</summary>
    internal bool StepsWait => _waits && _senders.Count == 0;

    /// <summary>From now on a step ends at once, so that the next one meets what it sent on its way.</summary>
    public void DoNotWait() => _waits = false;

    /// <summary>Hands a message to a client's session at even distances by the clock of its host, the first at once, until it stops. What the session does not take
    /// is not sent.</summary>
    public void KeepSending(ClientActor client, TimeSpan distance)
    {
        ArgumentNullException.ThrowIfNull(client);
        Expect.That(distance > TimeSpan.Zero, $"\"{client.Name}\" cannot keep sending every {distance}: the distance must be above 0.");
        Expect.That(!_senders.ContainsKey(client.Name), $"\"{client.Name}\" keeps sending already; let it stop first.");
        _scene.BeginEvent();
        _senders.Add(client.Name, _scene.Lab.Hosts.ClockOf(client.Name).CreateTimer(_ => client.TrySendOne(), null, TimeSpan.Zero, distance));
        _scene.Lab.RunFor(TimeSpan.Zero);
    }

    /// <summary>Ends it.</summary>
    public void Stop(ClientActor client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Expect.That(_senders.Remove(client.Name, out ITimer? timer), $"\"{client.Name}\" does not keep sending, so it cannot stop.");
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
}
