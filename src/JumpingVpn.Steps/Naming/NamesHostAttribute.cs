namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names a host, whatever runs on it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesHostAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesHostAttribute()
        : base(Host) { }
}
