using JumpingVpn.Datagrams;

namespace JumpingVpn.Exploration.Reference;

/// <summary>A mapping as the reference model believes that the NAT has it.</summary>
/// <param name="inside">The endpoint behind the NAT.</param>
/// <param name="remote">What it is bound to: nothing, an address or an endpoint, as the mapping behaviour says.</param>
/// <param name="external">The endpoint that the world sees.</param>
internal sealed class ReferenceMapping(TransportAddress inside, TransportAddress remote, TransportAddress external)
{
    public TransportAddress Inside { get; } = inside;

    public TransportAddress Remote { get; } = remote;

    public TransportAddress External { get; set; } = external;

    /// <summary>The first instant at which it is gone.</summary>
    public TimeSpan Ends { get; set; }

    public bool IsReplied { get; set; }

    public bool IsStuck { get; set; }

    /// <summary>When each remote was last sent to, of those that the filtering tells apart.</summary>
    public OrderedDictionary<TransportAddress, TimeSpan> Contacts { get; } = [];
}
