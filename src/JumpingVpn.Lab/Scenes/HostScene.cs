using JumpingVpn.Network.Ledger;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Lab.Scenes;

/// <summary>What the hosts of a scene go through: interfaces, pauses, crashes, clocks, partitions.</summary>
public sealed class HostScene
{
    private readonly Scene _scene;
    private readonly List<IDisposable> _partitions = [];
    private readonly OrderedDictionary<string, bool> _down = []; // and whether it lost its state
    private readonly OrderedDictionary<string, bool> _attached = [];
    private readonly OrderedDictionary<string, bool> _paused = [];
    private readonly SortedSet<string> _renumbered = new(StringComparer.Ordinal);
    private bool _wasPartitioned;

    internal HostScene(Scene scene) => _scene = scene;

    private ILabHosts Hosts => _scene.Lab.Hosts;

    /// <summary>Gives a host another interface.</summary>
    public void AddInterface(string host, string name, string? behind)
    {
        Demand.Of(() => Hosts.AddInterface(host, name, behind));
        if (_scene.Endpoints.IsEndpoint(host))
        {
            _scene.Endpoints.Find(host).AddInterface(name);
        }
    }

    /// <summary>Says whether gateways, NATs, hosts and interfaces that follow have IPv6 addresses.</summary>
    public void UseIPv6(bool isIPv6) => Demand.Of(() => _scene.Lab.UsesIPv6 = isIPv6);

    /// <summary>Takes an interface away or brings it back.</summary>
    /// <param name="host">The host.</param>
    /// <param name="name">A further interface, or null for the first one.</param>
    /// <param name="attached">Whether it is there from now on.</param>
    public void SetAttached(string host, string? name, bool attached) =>
        _scene.Event(() =>
        {
            string node = name is null ? host : $"{host}.{name}";
            Demand.Of(() => Hosts.SetAttached(node, attached));
            _attached[node] = attached;
        });

    /// <summary>Gives a host another address on its first network, or the first one back.</summary>
    public void Renumber(string host, bool back) =>
        _scene.Event(() =>
        {
            Demand.That(!_scene.IsGateway(host), $"\"{host}\" is a gateway: say that it moves to another address instead.");
            ChangeAddress(host, back);
            _ = back ? _renumbered.Remove(host) : _renumbered.Add(host);
        });

    /// <summary>Says how many datagrams each socket of a host keeps while it is paused.</summary>
    public void SetReceiveQueue(string host, int datagrams)
    {
        Demand.That(datagrams >= 0, $"A receive queue of {datagrams} datagrams is impossible: it must be at least 0.");
        Hosts.SetReceiveQueue(host, datagrams);
    }

    /// <summary>Freezes a host until it is resumed.</summary>
    public void Pause(string host) => _scene.Event(() => PauseNow(host));

    /// <summary>Freezes a host and resumes it later, unless it has gone on or down by then.</summary>
    public void Pause(string host, TimeSpan lasting) => _scene.Event(() => PauseFor(host, lasting));

    /// <summary>Ends a pause.</summary>
    public void Resume(string host) =>
        _scene.Event(() =>
        {
            Demand.That(_paused.ContainsKey(host), $"\"{host}\" is not paused, so it cannot resume.");
            Hosts.Resume(host);
            _paused.Remove(host);
            _scene.Lab.RunFor(TimeSpan.Zero);
        });

    /// <summary>Takes a host down.</summary>
    public void Crash(string host, bool keepsState) => _scene.Event(() => CrashNow(host, keepsState));

    /// <summary>Brings a host up again; a gateway that lost its state begins with none.</summary>
    public void Restart(string host) => _scene.Event(() => RestartNow(host));

    /// <summary>Takes a host down and brings it up at once.</summary>
    public void CrashAndRestart(string host, bool keepsState) =>
        _scene.Event(() =>
        {
            CrashNow(host, keepsState);
            RestartNow(host);
        });

    /// <summary>Takes an endpoint down and brings it up at once with what it had saved: what it has learned since is lost.</summary>
    public void CrashAndRestore(string host) =>
        _scene.Event(() =>
        {
            EndpointActor endpoint = _scene.Endpoints.Find(host);
            Demand.That(endpoint.HasSaved, $"\"{host}\" has not saved its state, so it cannot restart with it.");
            CrashNow(host, keepsState: true);
            endpoint.RestoreSaved();
            RestartNow(host);
        });

    /// <summary>Lets the clock of a host go faster, or slower where negative.</summary>
    public void SetDrift(string host, int partsPerMillion) => Demand.Of(() => Hosts.ClockOf(host).DriftPartsPerMillion = partsPerMillion);

    /// <summary>Sets the wall clock of a host forward, or back where negative.</summary>
    public void StepClock(string host, TimeSpan by) => _scene.Event(() => Hosts.ClockOf(host).Step(by));

    /// <summary>Keeps two hosts apart, or only the one from being heard by the other, until the partition heals.</summary>
    public void Partition(string from, string to, bool bothWays) =>
        _scene.Event(() =>
        {
            _wasPartitioned = true;
            _partitions.Add(Demand.Of(() => Hosts.Partition(from, to, bothWays)));
        });

    /// <summary>Ends every partition.</summary>
    public void Heal() =>
        _scene.Event(() =>
        {
            Demand.That(_partitions.Count > 0, $"Nothing is partitioned, so nothing can heal.");
            EndPartitions();
        });

    /// <summary>States how much the clock of a host is ahead of the world's, in parts per million of the time that has passed.</summary>
    public void ExpectWallClock(string host, TimeSpan ahead)
    {
        HostClock clock = Hosts.ClockOf(host);
        TimeSpan actual = clock.GetUtcNow() - _scene.Lab.Time.GetUtcNow();
        Expect.That(actual == ahead, $"The clock of \"{host}\" is {actual} ahead of the world's, not {ahead}.");
    }

    /// <summary>Gives any host another address on its first network, or the first one back.</summary>
    internal void ChangeAddress(string host, bool back) =>
        Demand.Of(() =>
        {
            if (back)
            {
                Hosts.RestoreAddress(host);
            }
            else
            {
                Hosts.Renumber(host);
            }
        });

    /// <summary>Whether a host is neither paused nor down, and has done all that waited for it.</summary>
    internal bool IsRunning(string host) => Hosts.ClockOf(host) is { IsFrozen: false, IsCatchingUp: false, IsStopped: false };

    /// <summary>Ends everything that happened to hosts, except wrong clocks: partitions, pauses, crashes, lost interfaces.</summary>
    internal void HealAll()
    {
        EndPartitions();
        foreach ((string node, bool attached) in _attached.ToArray())
        {
            _attached[node] = true;
            if (!attached)
            {
                Hosts.SetAttached(node, true);
            }
        }

        foreach (string host in _down.Keys.ToArray())
        {
            RestartNow(host);
        }

        // An endpoint learns its addresses once, so elsewhere nobody reaches it any more.
        foreach (string host in _renumbered.Where(_scene.Endpoints.IsEndpoint).ToArray())
        {
            ChangeAddress(host, back: true);
            _renumbered.Remove(host);
        }

        foreach (string host in _paused.Keys.ToArray())
        {
            ResumeWherePaused(host);
        }
    }

    /// <summary>Crashes and restarts a host in the midst of a run; false if it is down.</summary>
    internal bool TryCrashAndRestart(string host, bool keepsState)
    {
        if (_down.ContainsKey(host))
        {
            return false;
        }

        CrashNow(host, keepsState);
        RestartNow(host);
        return true;
    }

    /// <summary>Freezes a host in the midst of a run; false if it is frozen or down.</summary>
    internal bool TryPause(string host, TimeSpan lasting)
    {
        if (_down.ContainsKey(host) || _paused.ContainsKey(host))
        {
            return false;
        }

        PauseFor(host, lasting);
        return true;
    }

    /// <summary>Keeps two hosts apart for a while, in the midst of a run.</summary>
    internal bool TrySeparate(string one, string other, TimeSpan lasting)
    {
        IDisposable partition = Hosts.Partition(one, other, bothWays: true);
        _partitions.Add(partition);
        _scene.Lab.Time.CreateTimer(_ => EndPartition(partition), null, lasting, Timeout.InfiniteTimeSpan);
        return true;
    }

    /// <summary>Checks at the end of a scenario that partitions stopped something.</summary>
    internal void ExpectNoVacuousPartition() =>
        Expect.That(
            !_wasPartitioned || _scene.Lab.Ledger.DroppedBy(DropReason.Partition) > 0,
            $"A partition was set and stopped no datagram, so it proves nothing."
        );

    private void PauseFor(string host, TimeSpan lasting)
    {
        PauseNow(host);
        _scene.Lab.Time.CreateTimer(_ => ResumeWherePaused(host), null, lasting, Timeout.InfiniteTimeSpan);
    }

    private void EndPartition(IDisposable partition)
    {
        if (_partitions.Remove(partition))
        {
            partition.Dispose();
        }
    }

    private void EndPartitions()
    {
        _partitions.ForEach(partition => partition.Dispose());
        _partitions.Clear();
    }

    private void CrashNow(string host, bool keepsState)
    {
        bool isEndpoint = _scene.Endpoints.IsEndpoint(host);
        _scene.Endpoints.StartWaiting(); // what has not begun has no state to lose, nor to keep
        bool isActor = isEndpoint || _scene.IsGateway(host) || _scene.IsClient(host);
        Demand.That(
            keepsState || isActor,
            $"\"{host}\" has no state to lose: only a gateway, a client or an endpoint can crash without it."
        );
        Demand.That(!_down.ContainsKey(host), $"\"{host}\" is down already, so it cannot crash before it is restarted.");
        Hosts.Crash(host, keepsState);
        _paused.Remove(host);
        _down[host] = !keepsState;
        if (!keepsState && _scene.IsClient(host))
        {
            _scene.Client(host).LoseSession();
        }
        else if (!keepsState && isEndpoint)
        {
            _scene.Endpoints.Find(host).LoseState();
        }
    }

    private void RestartNow(string host)
    {
        Demand.That(_down.ContainsKey(host), $"\"{host}\" is not down, so it cannot restart.");
        bool lost = _down.GetValueOrDefault(host);
        Hosts.Restart(host, lost ? BootOf(host) : null);
        _down.Remove(host);
    }

    private Action? BootOf(string host) =>
        _scene.IsGateway(host) ? _scene.Gateway(host).Boot
        : _scene.Endpoints.IsEndpoint(host) ? _scene.Endpoints.Find(host).Boot
        : null;

    private void PauseNow(string host)
    {
        Demand.That(!_paused.ContainsKey(host), $"\"{host}\" is paused already.");
        Demand.That(!_down.ContainsKey(host), $"\"{host}\" is down, so it cannot pause.");
        Hosts.Pause(host);
        _paused[host] = true;
    }

    private void ResumeWherePaused(string host)
    {
        if (_paused.Remove(host))
        {
            Hosts.Resume(host);
        }
    }
}
