namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names an attacker who sees somebody's datagrams.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesEavesdropperAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesEavesdropperAttribute()
        : base(OffPathAttacker, OnPathAttacker) => What = "attacker who sees anybody's datagrams";
}
