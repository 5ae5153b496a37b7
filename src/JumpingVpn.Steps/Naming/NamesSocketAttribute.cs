namespace JumpingVpn.Steps.Naming;

/// <summary>The argument names a socket of a peer: the first one as the peer, further ones <c>phone:2</c>.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesSocketAttribute : NamesAttribute
{
    /// <summary>Creates it.</summary>
    public NamesSocketAttribute()
        : base(Peer) => PartsAfter = ":";
}
