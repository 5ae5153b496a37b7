using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Reports.Pictures;
using JumpingVpn.Simulation;

namespace JumpingVpn.Steps.Recording;

/// <summary>
/// Notes what a scenario does to its network and what the network does, as cheaply as can be: most scenarios pass, and nobody looks at
/// them. What a report keeps is written from the notes afterwards.
/// </summary>
/// <param name="title">How the capture calls the scenario.</param>
public sealed class SceneRecorder(string title) : ISceneWitness
{
    private readonly Blocks<NotedHop> _hops = new();
    private readonly List<NotedFact> _facts = [];
    private readonly Blocks<byte[]?> _payloads = new(); // by the number of the datagram
    private readonly List<string> _nats = [];
    private readonly SortedSet<string> _scheduled = new(StringComparer.Ordinal);
    private readonly List<TimeSpan> _stepEnds = [];
    private Scene? _scene;
    private TimeSpan _end;

    private int Position => _scene?.Story.Length ?? 0;

    /// <inheritdoc/>
    public void OnScene(Scene scene) => _scene = scene;

    /// <inheritdoc/>
    public void OnHop(in NetworkHop hop, ReadOnlySpan<byte> payload)
    {
        // A datagram keeps its bytes from hop to hop, but where somebody changed them.
        ref byte[]? bytes = ref _payloads[(int)hop.Datagram];
        if (bytes is null || hop.Kind is HopKind.Corrupted or HopKind.Rewritten)
        {
            bytes = payload.ToArray();
        }

        _hops.Add(new NotedHop(Position, _facts.Count, hop, bytes));
    }

    /// <inheritdoc/>
    public void OnNode(SceneNodeKind kind, string name, string? behind)
    {
        Note(writer => writer.Node(SceneWords.Of(kind), name, behind));
        if (kind == SceneNodeKind.Nat)
        {
            _nats.Add(name);
        }
    }

    /// <inheritdoc/>
    public void OnNat(string name, NatOptions options)
    {
        TimeSpan first = options.MappingLifetime;
        var lifetimes = new PictureLifetimes(first, options.StreamLifetime ?? first, options.OutboundRefresh, options.InboundRefresh);
        Note(writer => writer.Lifetimes(name, lifetimes));
    }

    /// <inheritdoc/>
    public void OnSchedule(string node, LinkSchedule? schedule)
    {
        TimeSpan now = _scene!.Lab.Now;
        if (schedule is not null)
        {
            _scheduled.Add(node);
        }
        else if (!_scheduled.Remove(node))
        {
            return; // it followed none
        }

        (TimeSpan, TimeSpan)[]? outages = schedule is null
            ? null
            : [.. schedule.Phases.Where(phase => phase.Options.IsDown).Select(phase => (phase.At, phase.For))];
        Note(writer => writer.Schedule(now, node, outages, schedule?.RepeatEvery));
    }

    /// <inheritdoc/>
    public void OnChange(TimeSpan at, string node, SceneChange change, string? other) =>
        Note(writer => writer.Change(at, node, SceneWords.Of(change), other));

    /// <inheritdoc/>
    public void OnStepEnded(Scene scene)
    {
        TimeSpan now = scene.Lab.Now;
        _end = now;
        _stepEnds.Add(now);
        foreach (string nat in _nats)
        {
            IReadOnlyList<NatMapping> mappings = scene.Lab.MappingsOf(nat);
            Note(writer => writer.Table(now, nat, [.. mappings.Select(MappingWords.Of)]));
        }

        Note(writer => writer.StepEnded(now));
    }

    /// <summary>All of it; null if the scenario has not even begun.</summary>
    public Picture? ToPicture() =>
        _scene is not { } scene
            ? null
            : new Picture
            {
                VirtualTime = _end,
                StepEnds = _stepEnds,
                Ledger = LedgerWords.Of(scene.Lab.Ledger),
                Invariants = [.. scene.Invariants.Judged],
                Parts = new PartsWriter(scene, title, _hops, _facts).Parts,
            };

    private void Note(Action<PictureWriter> write) => _facts.Add(new NotedFact(Position, write));
}
