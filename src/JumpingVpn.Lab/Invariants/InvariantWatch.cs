using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Watches the invariants of the protocol over one scene. The first violation is kept until it is thrown.</summary>
public sealed class InvariantWatch
{
    private readonly IInvariant[] _invariants;
    private readonly Scene _scene;
    private readonly Liveness _liveness;
    private bool _livenessIsViolated;
    private ExpectationException? _violation;

    internal InvariantWatch(Scene scene)
    {
        _scene = scene;
        _liveness = new Liveness(scene);
        _invariants =
        [
            new OneBinding(),
            new OneSessionAtATime(name => scene.IsClient(name) ? scene.Client(name).Starts : null),
            new EndIsFinal(),
            new VersionRisesByOne(),
            new RecoveryIsBounded(scene),
            new AdoptedOnlyByFreshProof(scene),
            new RefusalChangesNothing(
                (gateway, id) =>
                    scene.IsGateway(gateway) && scene.Gateway(gateway).Server.TryGetSession(id, out SessionView view) ? view : null
            ),
            new NothingAfterTheEnd(scene),
            new LivesItsTime(scene),
            new MovesWithinPolicy(scene),
            new DeliveredAtMostOnce(),
            new AcknowledgedWasDelivered(),
            new EndsOnce(),
            new NoAmplification(scene),
            new NoMemoryForStrangers(() => scene.Gateways.Select(gateway => (gateway.Name, gateway.Server.Memory))),
        ];
    }

    /// <summary>The claims that are watched.</summary>
    public IEnumerable<string> Claims => [.. _invariants.Select(invariant => invariant.Claim), Liveness.Claim];

    /// <summary>Those on which there is a verdict in this scene: none of sessions where it has no gateway and no client, and not the one
    /// about healing where the scenario never came to that; and what is claimed of endpoints.</summary>
    public IEnumerable<string> Judged =>
        [
            .. _scene.Gateways.Count + _scene.Clients.Count == 0 ? [] : _invariants.Select(static invariant => invariant.Claim),
            .. _livenessIsViolated || _liveness.Proven > 0 ? [Liveness.Claim] : Array.Empty<string>(),
            .. _scene.Endpoints.Claims,
        ];

    /// <summary>Looks at the scene as it rests, and fails the scenario where a claim has been violated.</summary>
    /// <exception cref="ExpectationException">Names the claim and what was observed.</exception>
    public void ThrowIfViolated()
    {
        for (int i = 0; i < _invariants.Length && _violation is null; i++)
        {
            if (_invariants[i].JudgesRest)
            {
                Note(_invariants[i], _invariants[i].JudgeRest());
            }
        }

        if (_violation is { } violation)
        {
            throw violation;
        }
    }

    /// <summary>Heals the network, and fails the scenario where a client with a session does not recover it.</summary>
    /// <exception cref="ExpectationException">Names the claim and who is lost.</exception>
    internal void ProveLiveness()
    {
        if (_liveness.Judge() is { } wrong)
        {
            _livenessIsViolated = true;
            throw Violation(Liveness.Claim, wrong);
        }
    }

    /// <summary>Notes what somebody outside has seen; the scenario fails with it as with its own invariant.</summary>
    /// <param name="claim">What does not hold.</param>
    /// <param name="wrong">What was observed, in a sentence.</param>
    public void Report(string claim, string wrong) => _violation ??= Violation(claim, wrong);

    internal void Judge(RecordedEvent recorded)
    {
        for (int i = 0; i < _invariants.Length && _violation is null; i++)
        {
            if (_invariants[i].Kinds.Contains(recorded.Event.Kind))
            {
                Note(_invariants[i], _invariants[i].Judge(recorded));
            }
        }
    }

    internal void Judge(WireRecord record)
    {
        for (int i = 0; i < _invariants.Length && _violation is null; i++)
        {
            if (_invariants[i].JudgesDatagrams)
            {
                Note(_invariants[i], _invariants[i].Judge(record));
            }
        }
    }

    private void Note(IInvariant invariant, string? wrong) => _violation ??= wrong is null ? null : Violation(invariant.Claim, wrong);

    private static ExpectationException Violation(string claim, string wrong) => new($"Invariant violated: {claim}. {wrong}", claim);
}
