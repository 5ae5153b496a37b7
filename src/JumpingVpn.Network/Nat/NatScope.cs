using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>Which mappings an operation touches: all, those of one inside host, or those of one inside endpoint.</summary>
public readonly record struct NatScope
{
    private NatScope(TransportAddress inside) => Inside = inside;

    /// <summary>Every mapping: the default value.</summary>
    public static NatScope All => default;

    /// <summary>The inside host (port 0) or endpoint; null for all.</summary>
    public TransportAddress? Inside { get; }

    /// <summary>The mappings of one inside host, whatever its ports.</summary>
    public static NatScope Host(in TransportAddress host) => new(host.WithPort(0));

    /// <summary>The mappings of one inside endpoint.</summary>
    public static NatScope Endpoint(in TransportAddress endpoint) => new(endpoint);

    internal bool Covers(in TransportAddress inside) =>
        Inside is not { } wanted || (wanted.Port == 0 ? wanted.SameHost(inside) : wanted == inside);
}
