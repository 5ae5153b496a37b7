using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Witnessing;

/// <summary>A lab that tells a witness what is built and done to it. In everything else it is the lab inside.</summary>
/// <remarks>Its own layer, so that neither carrier has to tell, and a lab without a witness pays nothing.</remarks>
internal sealed class WitnessedLab : ILab
{
    private readonly ILab _lab;
    private readonly ISceneWitness _witness;

    /// <param name="lab">The lab; owned by this one from now on.</param>
    /// <param name="witness">Whom to tell.</param>
    public WitnessedLab(ILab lab, ISceneWitness witness)
    {
        _lab = lab;
        _witness = witness;
        Hosts = new WitnessedHosts(lab, witness);
    }

    public string Backend => _lab.Backend;

    public TimeSpan Now => _lab.Now;

    public TimeProvider Time => _lab.Time;

    public RandomSource Streams => _lab.Streams;

    public DatagramLedger Ledger => _lab.Ledger;

    public int Parked => _lab.Parked;

    public ILabHosts Hosts { get; }

    public bool UsesIPv6
    {
        get => _lab.UsesIPv6;
        set => _lab.UsesIPv6 = value;
    }

    public ILabObserver? Observer
    {
        get => _lab.Observer;
        set => _lab.Observer = value;
    }

    public void AddHost(string name, string? behind = null)
    {
        _lab.AddHost(name, behind);
        _witness.OnNode(SceneNodeKind.Host, name, behind);
    }

    public void AddNat(string name, NatOptions options, string? behind = null, int? addresses = null)
    {
        _lab.AddNat(name, options, behind, addresses);
        _witness.OnNode(SceneNodeKind.Nat, name, behind);
        _witness.OnNat(name, options);
    }

    public IDatagramChannel OpenChannel(string host, ushort port = 0) => _lab.OpenChannel(host, port);

    public TransportAddress Publish(string host, ushort port)
    {
        TransportAddress reached = _lab.Publish(host, port);
        _witness.OnPublished(host);
        return reached;
    }

    public TransportAddress AddressToReach(string host, in TransportAddress destination) => _lab.AddressToReach(host, destination);

    public TransportAddress AddressSeen(string host, in TransportAddress source) => _lab.AddressSeen(host, source);

    public LinkOptions GetLink(string node, LinkWays ways = LinkWays.Both) => _lab.GetLink(node, ways);

    public void SetLink(string node, LinkOptions options, LinkWays ways = LinkWays.Both)
    {
        _lab.SetLink(node, options, ways);
        Tell(node, SceneChange.LinkChanged);
    }

    public void FollowSchedule(string node, LinkSchedule? schedule, LinkWays ways = LinkWays.Both)
    {
        _lab.FollowSchedule(node, schedule, ways);
        _witness.OnSchedule(node, schedule);
        Tell(node, SceneChange.LinkChanged);
    }

    public LinkFaults FaultsOf(string node, LinkWays way) => _lab.FaultsOf(node, way);

    public LinkInterceptors InterceptorsOf(string node, LinkWays way) => _lab.InterceptorsOf(node, way);

    public void SetLinkUp(string node, bool up)
    {
        _lab.SetLinkUp(node, up);
        Tell(node, up ? SceneChange.LinkUp : SceneChange.LinkDown);
    }

    public void Rebind(string nat, string? host, NatRebindingKind kind)
    {
        _lab.Rebind(nat, host, kind);
        Tell(nat, SceneChange.Rebound, host);
    }

    public void Flush(string nat)
    {
        _lab.Flush(nat);
        Tell(nat, SceneChange.Flushed);
    }

    public void Reboot(string nat)
    {
        _lab.Reboot(nat);
        Tell(nat, SceneChange.Rebooted);
    }

    public void MakeStuck(string nat, string host)
    {
        _lab.MakeStuck(nat, host);
        Tell(nat, SceneChange.Stuck, host);
    }

    public void Steal(string nat, string victim, string thief)
    {
        _lab.Steal(nat, victim, thief);
        Tell(nat, SceneChange.Stolen, thief);
    }

    public IReadOnlyList<NatMapping> MappingsOf(string nat) => _lab.MappingsOf(nat);

    public void EnsureBalanced() => _lab.EnsureBalanced();

    public void SendForged(ReadOnlySpan<byte> datagram, in TransportAddress forgedSource, in TransportAddress destination) =>
        _lab.SendForged(datagram, forgedSource, destination);

    public string NameOf(in TransportAddress address) => _lab.NameOf(address);

    public void RunFor(TimeSpan time) => _lab.RunFor(time);

    public bool RunUntil(Func<bool> condition, TimeSpan limit) => _lab.RunUntil(condition, limit);

    public void Dispose() => _lab.Dispose();

    private void Tell(string node, SceneChange change, string? other = null) => _witness.OnChange(_lab.Now, node, change, other);
}
