using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Lab.Witnessing;

/// <summary>The hosts of a <see cref="WitnessedLab"/>.</summary>
internal sealed class WitnessedHosts(ILab lab, ISceneWitness witness) : ILabHosts
{
    private readonly ILabHosts _hosts = lab.Hosts;

    public void AddInterface(string host, string name, string? behind = null)
    {
        _hosts.AddInterface(host, name, behind);
        witness.OnNode(SceneNodeKind.Interface, $"{host}.{name}", behind);
    }

    public void SetAttached(string node, bool attached)
    {
        _hosts.SetAttached(node, attached);
        Tell(node, attached ? SceneChange.Attached : SceneChange.Detached);
    }

    public TransportAddress AddressOf(string node) => _hosts.AddressOf(node);

    public void Renumber(string node)
    {
        _hosts.Renumber(node);
        Tell(node, SceneChange.Renumbered);
    }

    public void RestoreAddress(string node)
    {
        _hosts.RestoreAddress(node);
        Tell(node, SceneChange.Renumbered);
    }

    public HostClock ClockOf(string host) => _hosts.ClockOf(host);

    public void SetReceiveQueue(string host, int datagrams) => _hosts.SetReceiveQueue(host, datagrams);

    public void Pause(string host)
    {
        _hosts.Pause(host);
        Tell(host, SceneChange.Paused);
    }

    public void Resume(string host)
    {
        Tell(host, SceneChange.Resumed); // before what waited happens
        _hosts.Resume(host);
    }

    public void Crash(string host, bool keepsState)
    {
        _hosts.Crash(host, keepsState);
        Tell(host, SceneChange.Crashed);
    }

    public void Restart(string host, Action? boot = null)
    {
        Tell(host, SceneChange.Restarted); // before what it sends on its way up
        _hosts.Restart(host, boot);
    }

    public IDisposable Partition(string from, string to, bool bothWays)
    {
        IDisposable cut = _hosts.Partition(from, to, bothWays);
        Tell(from, SceneChange.Partitioned, to);
        witness.OnPartition(from, to, bothWays, isOver: false);
        return new WitnessedCut(
            cut,
            () =>
            {
                Tell(from, SceneChange.Rejoined, to);
                witness.OnPartition(from, to, bothWays, isOver: true);
            }
        );
    }

    private void Tell(string node, SceneChange change, string? other = null) => witness.OnChange(lab.Now, node, change, other);
}
