using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Simulation.Certification;

/// <summary>
/// Finds out how a NAT behaves by sending datagrams through it and looking at what arrives from where, after the method of RFC 5780. It
/// never looks at the options or the table: what it finds is what a protocol meets.
/// </summary>
/// <remarks>
/// <para>The NAT must have no impaired links and must not rebind of its own accord, and its ports must suffice for a few dozen
/// flows. Hosts of
/// the prober stay in the network. Virtual time goes by: some dozens of times the lifetime of a mapping.</para>
/// <para>Thread rule: the network's thread, between two runs of its loop.</para>
/// </remarks>
/// <example><code>
/// var net = new SimulatedNetwork(seed: 1);
/// NatObservation found = NatProber.Probe(net, net.AddNat("home", NatPresets.HomeRouter));
/// </code></example>
public sealed class NatProber
{
    /// <summary>The longest lifetime that is measured.</summary>
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromHours(1);

    /// <summary>So many hosts are tried until two of them share an external address: one more than a pool usually has.</summary>
    private const int MaxHosts = 17;

    private readonly ProbeBench _bench;

    private NatProber(ProbeBench bench) => _bench = bench;

    /// <summary>Probes a NAT on the public network.</summary>
    /// <exception cref="InvalidOperationException">Not even the first datagram came through, or no two hosts share an address.</exception>
    public static NatObservation Probe(SimulatedNetwork network, SimulatedNat nat)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(nat);
        using var bench = new ProbeBench(network, nat);
        return new NatProber(bench).Probe();
    }

    private NatObservation Probe()
    {
        // The ports come first: their pattern shows best while nothing else has taken or freed any.
        (PortAssignment ports, bool hostsDiffer) = FindPortAssignment();
        AddressPooling? pooling = FindPooling(hostsDiffer);
        EndpointDependence mapping = FindMapping();
        EndpointDependence filtering = FindFiltering();
        HairpinBehavior hairpin = FindHairpin();
        TimeSpan? lifetime = FindLifetime(answered: false);
        return new NatObservation
        {
            Mapping = mapping,
            Filtering = filtering,
            PortAssignment = ports,
            Pooling = pooling,
            Hairpin = hairpin,
            MappingLifetime = lifetime,
            StreamLifetime = FindLifetime(answered: true),
            OutboundRefresh = lifetime is { } once && Refreshes(once, outbound: true),
            InboundRefresh = lifetime is { } again && Refreshes(again, outbound: false),
        };
    }

    private (PortAssignment Ports, bool HostsDiffer) FindPortAssignment()
    {
        ushort port = _bench.NewPort();
        var firstOn = new List<TransportAddress>();
        for (int host = 0; host < MaxHosts; host++)
        {
            TransportAddress seen = Require(host, port);
            int earlier = firstOn.FindIndex(other => other.SameHost(seen));
            if (earlier >= 0)
            {
                bool hostsDiffer = firstOn.Exists(other => !other.SameHost(firstOn[0]));
                PortAssignment found =
                    firstOn[earlier].Port != port ? FindPattern(earlier, host)
                    : seen.Port == port ? PortAssignment.AlwaysPreserve
                    : PortAssignment.PreserveIfFree;
                return (found, hostsDiffer);
            }

            firstOn.Add(seen);
        }

        throw new InvalidOperationException($"No two of {MaxHosts} hosts share an external address, so port assignment cannot be found.");
    }

    private PortAssignment FindPattern(int one, int other)
    {
        int first = Require(one, _bench.NewPort()).Port;
        int second = Require(other, _bench.NewPort()).Port;
        int third = Require(one, _bench.NewPort()).Port;
        int fourth = Require(other, _bench.NewPort()).Port;
        return second == first + 1 && third == second + 1 && fourth == third + 1 ? PortAssignment.Sequential
            : third == first + 1 && fourth == second + 1 ? PortAssignment.HostBlock
            : PortAssignment.Random;
    }

    private AddressPooling? FindPooling(bool hostsDiffer)
    {
        TransportAddress first = Require(0, _bench.NewPort());
        bool differ = false;
        for (int flow = 1; flow < MaxHosts; flow++)
        {
            differ |= !Require(0, _bench.NewPort()).SameHost(first);
        }

        return differ ? AddressPooling.Arbitrary
            : hostsDiffer ? AddressPooling.Paired
            : null;
    }

    private EndpointDependence FindMapping()
    {
        using ProbeSocket inside = _bench.Inside();
        TransportAddress? first = _bench.Seen(inside, _bench.Server);
        TransportAddress? otherPort = _bench.Seen(inside, _bench.OtherPort);
        TransportAddress? otherHost = _bench.Seen(inside, _bench.OtherHost);
        return first != otherPort ? EndpointDependence.AddressAndPortDependent
            : first != otherHost ? EndpointDependence.AddressDependent
            : EndpointDependence.EndpointIndependent;
    }

    private EndpointDependence FindFiltering()
    {
        using ProbeSocket inside = _bench.Inside();
        TransportAddress external = Require(inside);
        return _bench.Passes(_bench.OtherHost, external, inside) ? EndpointDependence.EndpointIndependent
            : _bench.Passes(_bench.OtherPort, external, inside) ? EndpointDependence.AddressDependent
            : EndpointDependence.AddressAndPortDependent;
    }

    private HairpinBehavior FindHairpin()
    {
        using ProbeSocket one = _bench.Inside(0, _bench.NewPort());
        using ProbeSocket other = _bench.Inside(1, _bench.NewPort());
        TransportAddress externalOfOne = Require(one);
        TransportAddress externalOfOther = Require(other);

        // The first may only open the filter for the second.
        bool forth = _bench.Passes(one, externalOfOther, other);
        TransportAddress shown = other.Source;
        if (!forth)
        {
            if (!_bench.Passes(other, externalOfOne, one))
            {
                return HairpinBehavior.Off;
            }

            shown = one.Source;
        }

        TransportAddress own = forth ? one.Address : other.Address;
        return shown.SameHost(own) ? HairpinBehavior.InternalSource : HairpinBehavior.ExternalSource;
    }

    /// <summary>Halves the span in which the mapping of a fresh flow ends until it is one tick wide.</summary>
    private TimeSpan? FindLifetime(bool answered)
    {
        long lives = 0;
        long gone = LongestLifetime.Ticks + 1;
        while (gone - lives > 1)
        {
            long middle = lives + ((gone - lives) / 2);
            if (LivesFor(TimeSpan.FromTicks(middle), answered))
            {
                lives = middle;
            }
            else
            {
                gone = middle;
            }
        }

        return gone > LongestLifetime.Ticks ? null : TimeSpan.FromTicks(gone);
    }

    private bool LivesFor(TimeSpan time, bool answered)
    {
        using ProbeSocket inside = _bench.Inside();
        TransportAddress external = Require(inside);
        if (answered)
        {
            _bench.Passes(_bench.Server, external, inside);
            Require(inside);
        }

        _bench.Wait(time);
        return _bench.Passes(_bench.Server, external, inside);
    }

    private bool Refreshes(TimeSpan lifetime, bool outbound)
    {
        using ProbeSocket inside = _bench.Inside();
        TransportAddress external = Require(inside);
        _bench.Wait(lifetime * 0.75);
        if (outbound)
        {
            Require(inside);
        }
        else
        {
            _bench.Passes(_bench.Server, external, inside);
        }

        _bench.Wait(lifetime * 0.5);
        return _bench.Passes(_bench.Server, external, inside);
    }

    private TransportAddress Require(int host, ushort port)
    {
        using ProbeSocket inside = _bench.Inside(host, port);
        return Require(inside);
    }

    private TransportAddress Require(ProbeSocket inside) =>
        _bench.Seen(inside, _bench.Server)
        ?? throw new InvalidOperationException("A probe did not get from inside to outside: the NAT or its links let too little through.");
}
