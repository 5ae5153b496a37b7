namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names somebody under whose public address a forger can send.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesSenderAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesSenderAttribute()
        : base(Client, Stranger, OffPathAttacker, OnPathAttacker) => What = "client, attacker or stranger";
}
