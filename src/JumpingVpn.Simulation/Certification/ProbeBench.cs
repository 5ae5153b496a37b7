using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Certification;

/// <summary>The hosts of a prober: servers outside, with two addresses and two ports as RFC 5780 wants them, and hosts inside.</summary>
internal sealed class ProbeBench : IDisposable
{
    private const ushort FirstInsidePort = 30_000;

    private readonly SimulatedNetwork _network;
    private readonly SimulatedNat _nat;
    private readonly List<SimulatedHost> _inside = [];
    private ushort _nextPort = FirstInsidePort;
    private int _number;

    public ProbeBench(SimulatedNetwork network, SimulatedNat nat)
    {
        _network = network;
        _nat = nat;
        SimulatedHost one = network.AddHost($"prober of {nat.Name}: server 1");
        SimulatedHost two = network.AddHost($"prober of {nat.Name}: server 2");
        Server = new ProbeSocket(one, 3478);
        OtherPort = new ProbeSocket(one, 3479);
        OtherHost = new ProbeSocket(two, 3478);
    }

    public ProbeSocket Server { get; }

    public ProbeSocket OtherPort { get; }

    public ProbeSocket OtherHost { get; }

    /// <summary>An inside port that no probe has used.</summary>
    public ushort NewPort() => _nextPort++;

    /// <summary>A socket on the nth host inside; hosts are added as they are needed.</summary>
    public ProbeSocket Inside(int host, ushort port)
    {
        while (_inside.Count <= host)
        {
            _inside.Add(_network.AddHost($"prober of {_nat.Name}: inside {_inside.Count + 1}", _nat));
        }

        return new ProbeSocket(_inside[host], port);
    }

    /// <summary>A socket on the first host inside, on a port that no probe has used.</summary>
    public ProbeSocket Inside() => Inside(0, NewPort());

    /// <summary>Sends one datagram, lets it arrive, and says whether the target heard it.</summary>
    public bool Passes(ProbeSocket from, in TransportAddress destination, ProbeSocket target)
    {
        int number = ++_number;
        from.Send(number, destination);
        _network.RunFor(TimeSpan.Zero);
        return target.HasHeard(number);
    }

    /// <summary>The external endpoint that a server sees; null if the datagram does not get there.</summary>
    public TransportAddress? Seen(ProbeSocket inside, ProbeSocket server) => Passes(inside, server.Address, server) ? server.Source : null;

    public void Wait(TimeSpan time) => _network.RunFor(time);

    public void Dispose()
    {
        Server.Dispose();
        OtherPort.Dispose();
        OtherHost.Dispose();
    }
}
