using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Faults;

/// <summary>A NAT moves all its mappings, or forgets them.</summary>
/// <param name="BeforeStep">Before which step it is set.</param>
/// <param name="Nat">The NAT.</param>
/// <param name="Rebinding">What is new about the mappings; null if they are forgotten.</param>
/// <param name="Moment">When.</param>
public sealed record NatFault(int BeforeStep, string Nat, NatRebindingKind? Rebinding, Moment Moment) : Fault(BeforeStep)
{
    /// <inheritdoc/>
    public override string Kind => Rebinding is null ? "forgetting" : "rebinding";

    /// <inheritdoc/>
    public override string Sentence =>
        Rebinding is { } rebinding
            ? $"\"{Nat}\" rebinds every mapping to a new {Word(rebinding)}, {Moment}"
            : $"\"{Nat}\" forgets all mappings, {Moment}";

    /// <inheritdoc/>
    public override Disturbance Set(Scene scene)
    {
        ArgumentNullException.ThrowIfNull(scene);
        return Rebinding is { } rebinding ? scene.Disturbances.Rebind(Nat, rebinding, Moment) : scene.Disturbances.Forget(Nat, Moment);
    }

    private static string Word(NatRebindingKind kind) =>
        kind switch
        {
            NatRebindingKind.Port => "port",
            NatRebindingKind.Address => "address",
            _ => "address and port",
        };
}
