namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names what can have mappings in a NAT: a host, or a further interface of one such as <c>phone.lte</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesAddressAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesAddressAttribute()
        : base(Host, Interface) { }
}
