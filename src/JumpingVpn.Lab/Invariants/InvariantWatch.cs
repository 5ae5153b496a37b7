using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Watches the invariants of the protocol over one scene. The first violation is kept until it is thrown.</summary>
public sealed class InvariantWatch
{
    private readonly IInvariant[] _invariants;
    private string? _violation;

    internal InvariantWatch(Scene scene)
    {
        _invariants =
        [
            new OneBinding(),
            new NothingAfterTheEnd(scene),
            new DeliveredAtMostOnce(),
            new AcknowledgedWasDelivered(),
            new VersionRisesByOne(),
            new AdoptedOnlyByFreshProof(scene),
            new NoAmplification(scene),
            new RefusalChangesNothing((gateway, id) =>
                scene.IsGateway(gateway) && scene.Gateway(gateway).Server.TryGetSession(id, out SessionView view) ? view : null),
        ];
    }

    /// <summary>The claims that are watched.</summary>
    public IEnumerable<string> Claims => _invariants.Select(invariant => invariant.Claim);

    /// <summary>Fails the scenario where a claim has been violated.</summary>
    /// <exception cref="ExpectationException">Names the claim and what was observed.</exception>
    public void ThrowIfViolated()
    {
        if (_violation is { } violation)
        {
            throw new ExpectationException(violation);
        }
    }

    internal void Judge(RecordedEvent recorded) => Note(invariant => invariant.Judge(recorded));

    internal void Judge(WireRecord record) => Note(invariant => invariant.Judge(record));

    private void Note(Func<IInvariant, string?> judge)
    {
        foreach (IInvariant invariant in _invariants)
        {
            if (_violation is null && judge(invariant) is { } wrong)
            {
                _violation = $"Invariant violated: {invariant.Claim}. {wrong}";
            }
        }
    }
}
