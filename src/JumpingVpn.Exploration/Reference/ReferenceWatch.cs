using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Reference;

/// <summary>
/// Both reference models at one scenario, that of the session and that of the network: what they do not allow fails the scenario as an
/// invariant does. It goes into the settings of a run as witness and as disturber, along with any others.
/// </summary>
/// <remarks>One run each. Thread rule: the lab's thread.</remarks>
public sealed class ReferenceWatch : ISceneWitness, ISceneDisturber
{
    /// <summary>The tag of a scenario that is run with the reference models, as the findings that only they see.</summary>
    public const string Tag = "@reference-model";

    /// <summary>How the claims begin by which the reference models fail a scenario.</summary>
    public const string Claim = "the reference model allows what happens; it does not allow that ";

    private readonly ISceneDisturber? _disturber;
    private readonly ISceneWitness? _witness;
    private readonly ReferenceModel _session;
    private readonly ReferenceNetwork _network;
    private Scene? _scene;

    /// <summary>Creates it for one run.</summary>
    /// <param name="disturber">Who else disturbs the scenario; null for nobody.</param>
    /// <param name="witness">Who else sees it; null for nobody.</param>
    public ReferenceWatch(ISceneDisturber? disturber = null, ISceneWitness? witness = null)
    {
        _disturber = disturber;
        _witness = witness;
        _session = new ReferenceModel(
            wrong => Report(wrong, "the wire"),
            (isGateway, host, type, hasArrived) => Coverage?.OnMessage(isGateway, host, type, hasArrived)
        );
        _network = new ReferenceNetwork(Report, (mappings, contacts) => Coverage?.OnTable(mappings, contacts));
    }

    /// <summary>Notes what states the run comes to; null for nobody.</summary>
    internal RunCoverage? Coverage { get; init; }

    /// <inheritdoc/>
    public void BeforeStep(Scene scene) => _disturber?.BeforeStep(scene);

    /// <inheritdoc/>
    public void OnScene(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        _scene = scene;
        _session.OnScene(scene);
        _network.OnScene(scene);
        _witness?.OnScene(scene);
    }

    /// <inheritdoc/>
    public void OnNode(SceneNodeKind kind, string name, string? behind)
    {
        _network.OnNode(name, behind);
        _witness?.OnNode(kind, name, behind);
    }

    /// <inheritdoc/>
    public void OnNat(string name, NatOptions options)
    {
        _network.OnNat(name, options);
        _witness?.OnNat(name, options);
    }

    /// <inheritdoc/>
    public void OnPublished(string host)
    {
        _network.OnPublished(host);
        _witness?.OnPublished(host);
    }

    /// <inheritdoc/>
    public void OnSchedule(string node, LinkSchedule? schedule)
    {
        _network.OnSchedule(node);
        _witness?.OnSchedule(node, schedule);
    }

    /// <inheritdoc/>
    public void OnPartition(string from, string to, bool bothWays, bool isOver)
    {
        _network.OnPartition(from, to, bothWays, isOver);
        _witness?.OnPartition(from, to, bothWays, isOver);
    }

    /// <inheritdoc/>
    public void OnChange(TimeSpan at, string node, SceneChange change, string? other)
    {
        _network.OnChange(at, node, change);
        _witness?.OnChange(at, node, change, other);
    }

    /// <inheritdoc/>
    public void OnStepEnded(Scene scene)
    {
        _network.OnStepEnded();
        Coverage?.OnStepEnded(scene);
        _witness?.OnStepEnded(scene);
    }

    /// <inheritdoc/>
    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        _network.OnHop(hop, payload);
        Coverage?.OnHop(hop);
        _witness?.OnHop(hop, payload);
    }

    private void Report(string wrong, string where) =>
        _scene!.Invariants.Report($"{Claim}{wrong}", $"It was seen at {_scene.Lab.Now:c}, on {where}.");
}
