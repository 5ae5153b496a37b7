using JumpingVpn.Exploration.Faults;
using JumpingVpn.Features;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Trials;

/// <summary>
/// Which claims still count once a fault has struck. Invariants and crashes always do, and a Then that is marked as
/// <see cref="SafetyAttribute"/>; with the tag <see cref="AllClaims"/> on the scenario, each Then. Another Then that does not hold is
/// passed over; a Given or When that cannot be done ends the scenario, which is then healed and judged. Under another seed than the one
/// under which the scenario was seen to hold, that is so from the beginning: what a lossy link does is another story there.
/// </summary>
internal sealed class FaultJudge(PlannedScenario planned, FaultInjector injector, bool isSeedSeen) : IStepJudge
{
    /// <summary>The tag of scenarios whose facts hold under any faults.</summary>
    public const string AllClaims = "@under-faults";

    private readonly bool _allClaims = planned.Scenario.Tags.Contains(AllClaims, StringComparer.OrdinalIgnoreCase);

    /// <summary>The step at which the scenario ended early; −1 where it did not.</summary>
    public int EndedAt { get; private set; } = -1;

    /// <summary>Whether a claim was passed over.</summary>
    public bool HasExcused { get; private set; }

    public StepVerdict Judge(int step, Exception error)
    {
        bool isAsWritten = isSeedSeen && !injector.HasDisturbed;
        if (isAsWritten || error is ExpectationException { Invariant: not null } || Signature.IsCrash(error))
        {
            return StepVerdict.Fails;
        }

        PlannedStep it = planned.Steps[step];
        if (it.Step.Kind == StepKind.Then)
        {
            bool isSafety = _allClaims || it.Binding?.Method.IsDefined(typeof(SafetyAttribute), inherit: true) == true;
            HasExcused |= !isSafety;
            return isSafety ? StepVerdict.Fails : StepVerdict.GoesOn;
        }

        EndedAt = step;
        return StepVerdict.Ends;
    }
}
