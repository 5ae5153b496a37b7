namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names what has an access link: a host, a further interface of one such as <c>phone.lte</c>, or a NAT.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesLinkEndAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesLinkEndAttribute()
        : base(Host, Interface, Nat) { }
}
