using JumpingVpn.Datagrams;
using JumpingVpn.Simulation.Time;
using JumpingVpn.Sockets;

namespace JumpingVpn.Lab.Udp;

/// <summary>The hosts of the lab over real sockets, by name.</summary>
/// <param name="lab">The lab.</param>
/// <param name="hostOf">Finds a host or interface.</param>
/// <param name="settle">Lets what was sent reach its end under the old state of affairs.</param>
/// <param name="books">Who owns which address.</param>
/// <param name="plan">Where further addresses come from.</param>
internal sealed class UdpLabHosts(UdpLab lab, Func<string, UdpLabHost> hostOf, Action settle, UdpLabBooks books, LoopbackPlan plan)
    : ILabHosts
{
    private readonly List<Cut> _cuts = [];

    public void AddInterface(string host, string name, string? behind = null) => lab.AddInterface(hostOf(host), $"{host}.{name}", behind);

    public void SetAttached(string node, bool attached)
    {
        settle();
        hostOf(node).IsAttached = attached;
    }

    public TransportAddress AddressOf(string node) => hostOf(node).Address;

    public void Renumber(string node)
    {
        if (!plan.HasOwnAddresses)
        {
            throw new InvalidOperationException($"\"{node}\" can have no other address: this system has one on its loopback interface.");
        }

        Renumber(hostOf(node), plan.NextHost());
    }

    public void RestoreAddress(string node) => Renumber(hostOf(node), hostOf(node).FirstAddress);

    public HostClock ClockOf(string host) => hostOf(host).Machine.Life.Clock;

    public void SetReceiveQueue(string host, int datagrams) => hostOf(host).Machine.ReceiveQueueLimit = datagrams;

    public void Pause(string host)
    {
        settle();
        hostOf(host).Machine.Life.Pause();
    }

    public void Resume(string host)
    {
        settle();
        hostOf(host).Machine.Life.Resume();
    }

    public void Crash(string host, bool keepsState)
    {
        settle();
        hostOf(host).Machine.Crash(keepsState);
    }

    public void Restart(string host, Action? boot = null)
    {
        settle();
        hostOf(host).Machine.Restart(boot);
    }

    public IDisposable Partition(string from, string to, bool bothWays)
    {
        settle();
        var cut = new Cut(this, hostOf(from).Machine.Name, hostOf(to).Machine.Name, bothWays);
        _cuts.Add(cut);
        return cut;
    }

    /// <summary>True if nothing gets from one host to the other.</summary>
    public bool IsCut(string? from, string to) => _cuts.Exists(cut => cut.Separates(from, to));

    private void Renumber(UdpLabHost host, in TransportAddress address)
    {
        settle();
        books.Abandon(host.Address, host.Behind?.Name ?? LabLinks.Internet);
        host.Renumber(address);
        lab.Own(host);
    }

    private void End(Cut cut)
    {
        settle();
        _cuts.Remove(cut);
    }

    private sealed class Cut(UdpLabHosts hosts, string one, string other, bool bothWays) : IDisposable
    {
        public bool Separates(string? from, string to) => (from == one && to == other) || (bothWays && from == other && to == one);

        public void Dispose()
        {
            hosts.End(this);
        }
    }
}
