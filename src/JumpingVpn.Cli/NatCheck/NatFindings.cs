using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>Everything that a check found out about what lies between this machine and a server.</summary>
internal sealed record NatFindings
{
    /// <summary>Whom was asked.</summary>
    public required TransportAddress Server { get; init; }

    /// <summary>The address of the first socket that asked.</summary>
    public required TransportAddress Local { get; init; }

    /// <summary>The address that the server saw of it.</summary>
    public required TransportAddress External { get; init; }

    /// <summary>The address by which the server calls itself; null if it does not say. Another than <see cref="Server"/> where a relay
    /// represents it.</summary>
    public required TransportAddress? Origin { get; init; }

    /// <summary>When two flows share an external endpoint (RFC 4787 section 4.1).</summary>
    public required NatFinding<EndpointDependence> Mapping { get; init; }

    /// <summary>Who may send to an external endpoint (RFC 4787 section 5).</summary>
    public required NatFinding<EndpointDependence> Filtering { get; init; }

    /// <summary>How external ports are picked (RFC 4787 section 4.2).</summary>
    public required NatFinding<PortAssignment> Ports { get; init; }

    /// <summary>How external addresses are picked (RFC 4787 section 4.1).</summary>
    public required NatFinding<AddressPooling> Pooling { get; init; }

    /// <summary>What becomes of a datagram to an own external endpoint (RFC 4787 section 6).</summary>
    public required NatFinding<HairpinBehavior> Hairpin { get; init; }

    /// <summary>How long a mapping lives that nobody has answered; null if it was not looked for.</summary>
    public required NatFinding<LifetimeRange> UnansweredLifetime { get; init; }

    /// <summary>How long a mapping lives after traffic in both directions.</summary>
    public required NatFinding<LifetimeRange> AnsweredLifetime { get; init; }

    /// <summary>Whether a datagram from inside refreshes a mapping (RFC 4787 section 4.3).</summary>
    public required NatFinding<bool> OutboundRefresh { get; init; }

    /// <summary>Whether a datagram from outside refreshes a mapping.</summary>
    public required NatFinding<bool> InboundRefresh { get; init; }

    /// <summary>Whether addresses or ports are changed on the way.</summary>
    public bool IsTranslated => Local != External;

    /// <summary>Whether a relay represents the server, so that its other addresses cannot be reached as it names them.</summary>
    public bool IsRelayed => Origin is { } origin && origin != Server;
}
