using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Udp;

/// <summary>Who owns which address, which ports are closed, and what became of each datagram, end to end.</summary>
internal sealed class UdpLabBooks
{
    private readonly Dictionary<TransportAddress, string> _owners = [];
    private readonly Dictionary<TransportAddress, string> _senders = [];
    private readonly Dictionary<TransportAddress, bool> _open = [];
    private readonly Dictionary<TransportAddress, string> _abandoned = [];

    public DatagramLedger Ledger { get; } = new();

    /// <summary>Where the hops of datagrams go; null while nobody watches.</summary>
    public UdpLabHops? Hops { get; set; }

    /// <summary>How many datagrams the books already show as ended at a closed port of a host.</summary>
    public long ClosedPorts { get; set; }

    public void Own(in TransportAddress host, string name)
    {
        _owners[host.WithPort(0)] = name;
        _abandoned.Remove(host.WithPort(0));
    }

    /// <summary>Notes that an address belongs to nobody any more, in a network of this name.</summary>
    public void Abandon(in TransportAddress host, string network) => _abandoned[host.WithPort(0)] = network;

    /// <summary>The network in which nothing has this address any more; null if something has.</summary>
    public string? NetworkWithout(in TransportAddress address) => _abandoned.GetValueOrDefault(address.WithPort(0));

    public string? OwnerOf(in TransportAddress address) => _owners.GetValueOrDefault(address.WithPort(0));

    public void Opened(in TransportAddress endpoint, string host)
    {
        _open[endpoint] = true;
        _senders[endpoint] = host;
    }

    public void Closed(in TransportAddress endpoint) => _open[endpoint] = false;

    /// <summary>True for an endpoint of a host that was closed; false for an open one and for the sockets of NATs.</summary>
    public bool IsClosed(in TransportAddress endpoint) => _open.TryGetValue(endpoint, out bool open) && !open;

    public void Follow(in TransportAddress inside, in TransportAddress external)
    {
        if (_senders.TryGetValue(inside, out string? sender))
        {
            _senders[external] = sender;
        }
    }

    /// <summary>The host that sends from an address, through whatever NATs; null if it is unknown.</summary>
    public string? SenderOf(in TransportAddress address) => _senders.GetValueOrDefault(address);

    /// <summary>Takes over what only the pump saw: datagrams to sockets that a NAT has closed, or that the kernel lost.</summary>
    public void Reconcile(in SocketPumpCounters counters)
    {
        long ended = counters.ClosedPort + counters.NotStarted + counters.LostByKernel;
        for (; ClosedPorts < ended; ClosedPorts++)
        {
            Ledger.RecordDropped(DropReason.ClosedPort);
        }
    }
}
