namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names somebody who sends what he likes.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesAttackerAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesAttackerAttribute()
        : base(Stranger, OffPathAttacker, OnPathAttacker) => What = "attacker or stranger";
}
