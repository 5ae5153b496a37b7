namespace JumpingVpn.Network.Impairments;

/// <summary>Something on one direction of a link that may hold datagrams and let them go later: a targeted fault, or an attacker.</summary>
/// <remarks>Thread rule: that of its link.</remarks>
public abstract class LinkHold
{
    private protected LinkHold() { }

    /// <summary>How the link that holds a datagram for it learns of a release.</summary>
    internal Action<LinkHold>? Released { get; set; }

    /// <summary>Lets the datagrams go that it has held so far, at once and in their order. It goes on holding further ones.</summary>
    public void Release() => Released?.Invoke(this);
}
