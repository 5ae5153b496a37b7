using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Sees which nodes a scenario sets up, and how they stand once its Given steps are over.</summary>
/// <param name="steps">How many steps it has.</param>
internal sealed class SceneNetwork(int steps) : ISceneWitness
{
    private readonly OrderedDictionary<string, string?> _behind = [];
    private readonly List<string> _hosts = [];
    private readonly Dictionary<string, NatOptions> _nats = [];
    private int _ended;

    /// <summary>Hosts, their interfaces and NATs, in the order in which they came.</summary>
    public IReadOnlyCollection<string> Nodes => _behind.Keys;

    /// <summary>The NATs between a node and the public network, the nearest first; a NAT is among its own.</summary>
    public IReadOnlyList<string> NatsOf(string node)
    {
        List<string> nats = [];
        for (string? next = node; next is not null; next = _behind[next])
        {
            if (_nats.ContainsKey(next))
            {
                nats.Add(next);
            }
        }

        return nats;
    }

    /// <summary>The hosts except for gateways and attackers: whoever is a client of something.</summary>
    public IReadOnlyList<string> Clients { get; private set; } = [];

    /// <summary>What each node does to datagrams; empty before the last step ended.</summary>
    public Dictionary<string, BoxNetwork> Networks { get; } = [];

    public void OnScene(Scene scene) { }

    public void OnNode(SceneNodeKind kind, string name, string? behind)
    {
        _behind[name] = behind;
        if (kind == SceneNodeKind.Host)
        {
            _hosts.Add(name);
        }
    }

    public void OnNat(string name, NatOptions options) => _nats.Add(name, options);

    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) { }

    public void OnStepEnded(Scene scene)
    {
        if (++_ended != steps)
        {
            return; // also when the scenario is closed: by then the network is healed
        }

        string[] others = [.. scene.Roles.Where(static actor => actor.Role is "gateway" or "attacker").Select(static actor => actor.Name)];
        Clients = [.. _hosts.Except(others)];
        foreach (string node in _behind.Keys)
        {
            Networks.Add(node, NetworkOf(scene, node));
        }
    }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload) { }

    private BoxNetwork NetworkOf(Scene scene, string node)
    {
        BoxNetwork network = new()
        {
            Up = scene.Lab.GetLink(node, LinkWays.Up),
            Down = scene.Lab.GetLink(node, LinkWays.Down),
            UpSchedule = scene.Links.ScheduleOf(node),
            DownSchedule = scene.Links.ScheduleOf(node),
        };
        return _nats.TryGetValue(node, out NatOptions? options) ? network with { Nat = options } : network;
    }
}
