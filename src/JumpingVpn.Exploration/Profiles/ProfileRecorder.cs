using JumpingVpn.Lab;
using JumpingVpn.Protocol;
using JumpingVpn.Simulation;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Exploration.Profiles;

/// <summary>Watches one undisturbed run and makes its profile.</summary>
/// <remarks>One run each. Thread rule: that of the run.</remarks>
internal sealed class ProfileRecorder(int steps) : ISceneWitness, ISceneDisturber
{
    // A scenario with a flood of datagrams has timers enough without asking at each of them.
    private const int MostSnapshots = 400;
    private const int MostEntries = 4_000;

    private readonly List<Boundary> _boundaries = [];
    private readonly List<LinkEntry> _entries = [];
    private readonly List<SentDatagram> _sent = [];
    private readonly SortedSet<TimeSpan> _deadlines = [];
    private readonly List<string> _nodes = [];
    private readonly List<string> _nats = [];
    private readonly OrderedDictionary<string, string?> _behind = [];
    private Scene? _scene;
    private TimeSpan _end;
    private int _snapshots;
    private bool _isOver;

    public void OnScene(Scene scene) => _scene = scene;

    public void OnNode(SceneNodeKind kind, string name, string? behind)
    {
        _nodes.Add(name);
        _behind[name] = behind;
        if (kind == SceneNodeKind.Nat)
        {
            _nats.Add(name);
        }

        Count(name, LinkWays.Up);
        Count(name, LinkWays.Down);
    }

    public void BeforeStep(Scene scene)
    {
        Note();
        string[] Of(string role) => [.. scene.Roles.Where(actor => actor.Role == role).Select(static actor => actor.Name)];
        string[] gateways = Of("gateway");
        string[] clients = Of("client");
        string[] actors = [.. gateways, .. clients, .. Of("endpoint")];
        _boundaries.Add(
            new Boundary(
                scene.Lab.Now,
                [.. _nodes],
                actors,
                gateways,
                clients,
                [.. _nats],
                [.. Of("attacker").Where(IsPublic)],
                [.. scene.Peers.All],
                [.. scene.Peers.All.Where(IsPublic)]
            )
        );
    }

    public void OnStepEnded(Scene scene)
    {
        Note();
        _end = _isOver ? _end : scene.Lab.Now;
        _isOver |= _boundaries.Count == steps;
    }

    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) { }

    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        if (hop.Kind == HopKind.Sent && !_isOver)
        {
            Note();
            if (_sent.Count < MostEntries)
            {
                _sent.Add(new SentDatagram(_boundaries.Count - 1, hop.Where, hop.At));
            }
        }
    }

    public ScenarioProfile ToProfile(ulong seed)
    {
        IReadOnlyList<string> actors = _boundaries.Count == 0 ? [] : _boundaries[^1].Actors;
        return new ScenarioProfile(
            seed,
            _boundaries,
            [.. _entries.Where(entry => entry.Step >= 0)],
            [.. _sent.Where(sent => sent.Step >= 0 && actors.Contains(sent.Host))],
            [.. _deadlines],
            _end,
            HasKeys(actors is [] ? [] : _boundaries[^1].Gateways)
        );
    }

    // One gateway that cannot tell what is forged is enough: faults strike the links of all.
    private bool HasKeys(IReadOnlyList<string> gateways) =>
        gateways.Count > 0 && gateways.All(name => _scene!.Gateway(name).Mode != SessionMode.Demo);

    private bool IsPublic(string name) => _behind.TryGetValue(name, out string? behind) && behind is null;

    private void Count(string node, LinkWays way) =>
        _scene!
            .Lab.InterceptorsOf(node, way)
            .Add(
                new EntryCounter(at =>
                {
                    if (!_isOver && _entries.Count < MostEntries)
                    {
                        _entries.Add(new LinkEntry(_boundaries.Count - 1, node, way, at, _scene.Lab.GetLink(node, way).Delay));
                    }
                })
            );

    private void Note()
    {
        if (_isOver || ++_snapshots > MostSnapshots || _scene!.Lab.Time is not VirtualTimeProvider time)
        {
            return;
        }

        foreach (ArmedTimer timer in time.ArmedTimers)
        {
            _deadlines.Add(timer.Due);
        }
    }
}
