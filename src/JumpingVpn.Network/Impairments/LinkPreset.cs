namespace JumpingVpn.Network.Impairments;

/// <summary>A kind of access link: what it does in each direction.</summary>
/// <param name="Up">Towards the network.</param>
/// <param name="Down">From the network.</param>
public sealed record LinkPreset(LinkOptions Up, LinkOptions Down)
{
    /// <summary>How both directions vary; a carrier lets each follow it from the moment at which the preset is set.</summary>
    /// <value>Default: null, not at all.</value>
    public LinkSchedule? Schedule { get; init; }
}
