using System.Globalization;

namespace JumpingVpn.Network.Nat;

/// <summary>The behaviour of one NAT in the terms of RFC 4787. Outbound traffic always refreshes a mapping (REQ-6).</summary>
public sealed record NatOptions
{
    /// <summary>When two flows of one inside endpoint share an external endpoint.</summary>
    /// <value>Default: endpoint-independent, as REQ-1 demands.</value>
    public EndpointDependence Mapping { get; init; } = EndpointDependence.EndpointIndependent;

    /// <summary>Which remotes may send to an external endpoint.</summary>
    /// <value>Default: address and port-dependent, the common home router.</value>
    public EndpointDependence Filtering { get; init; } = EndpointDependence.AddressAndPortDependent;

    /// <summary>How long a mapping lives after its last refresh; at exactly this age it is gone.</summary>
    /// <value>Default: 120 s, the least that REQ-5 allows.</value>
    public TimeSpan MappingLifetime { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long a contacted remote stays admitted after the last datagram to it; null: as long as the mapping lives.</summary>
    /// <value>Default: null.</value>
    public TimeSpan? FilterLifetime { get; init; }

    /// <summary>Whether an admitted inbound datagram refreshes the mapping too (REQ-6a).</summary>
    /// <value>Default: false.</value>
    public bool InboundRefresh { get; init; }

    /// <summary>How external ports are picked.</summary>
    /// <value>Default: preserve the inside port if it is free.</value>
    public PortAssignment PortAssignment { get; init; } = PortAssignment.PreserveIfFree;

    /// <summary>The lowest external port.</summary>
    /// <value>Default: 1024.</value>
    public int FirstPort { get; init; } = 1024;

    /// <summary>The highest external port.</summary>
    /// <value>Default: 65535.</value>
    public int LastPort { get; init; } = ushort.MaxValue;

    /// <summary>Refuses impossible options.</summary>
    /// <exception cref="ArgumentException">One full sentence naming the value and the allowed range.</exception>
    public void Validate()
    {
        if (!Enum.IsDefined(Mapping) || !Enum.IsDefined(Filtering) || !Enum.IsDefined(PortAssignment))
        {
            throw new ArgumentException(
                $"A NAT with mapping {Mapping}, filtering {Filtering} and port assignment {PortAssignment} is unknown.");
        }

        if (MappingLifetime <= TimeSpan.Zero)
        {
            throw new ArgumentException($"A mapping lifetime of {Text(MappingLifetime)} is impossible: it must be longer than 0.");
        }

        if (FilterLifetime is { } filter && (filter <= TimeSpan.Zero || filter > MappingLifetime))
        {
            throw new ArgumentException(
                $"A filter lifetime of {Text(filter)} is impossible: it must be longer than 0 "
                + $"and at most the mapping lifetime, {Text(MappingLifetime)}.");
        }

        if (FirstPort < 1 || LastPort > ushort.MaxValue || LastPort < FirstPort)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"External ports {FirstPort} to {LastPort} are impossible: they must rise and lie in 1 to 65535."));
        }
    }

    private static string Text(TimeSpan value) => value.ToString("c", CultureInfo.InvariantCulture);
}
