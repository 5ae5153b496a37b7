using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>Gateways, NATs and hosts.</summary>
[Binding]
public sealed class TopologySteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Puts a session server on the public network, with a session TTL of 30 s.</summary>
    [Given("a gateway {string}")]
    public void GivenAGateway(string name) => _scene.AddGateway(name);

    /// <summary>Puts a session server on the public network, with its idle time to live.</summary>
    [Given("a gateway {string} with a session TTL of {duration}")]
    public void GivenAGatewayWithTtl(string name, TimeSpan ttl) => _scene.AddGateway(name, ttl);

    /// <summary>Puts a session server on the public network, with its idle time to live and the longest life of a session.</summary>
    [Given("a gateway {string} with a session TTL of {duration} and a maximum lifetime of {duration}")]
    public void GivenAGatewayWithLifetime(string name, TimeSpan ttl, TimeSpan lifetime) => _scene.AddGateway(name, ttl, lifetime);

    /// <summary>Puts a session server behind a NAT, which forwards a port to it for everybody and for good.</summary>
    [Given("a gateway {string} behind {string} at a forwarded port")]
    public void GivenAGatewayAtAForwardedPort(string name, string nat) => _scene.AddGateway(name, behind: nat);

    /// <summary>Puts a session server behind a 1:1 NAT, at the address that stands for it.</summary>
    [Given("a gateway {string} behind {string}")]
    public void GivenAGatewayBehind(string name, string nat)
    {
        _scene.Nats.ExpectOneToOne(nat);
        _scene.AddGateway(name, behind: nat);
    }

    /// <summary>Puts a NAT before its hosts that gives each an external address of its own, with all ports, for everybody and for good.</summary>
    [Given("a 1:1 NAT {string}")]
    public void GivenAOneToOneNat(string name) => _scene.Nats.Add(name, new NatOptions { OneToOne = true });

    /// <summary>Puts a NAT of a named kind between its hosts and the public network.</summary>
    [Given("a NAT {string} that is {natKind}")]
    public void GivenANat(string name, NatKind kind) => _scene.Nats.Add(name, kind.Options);

    /// <summary>Puts a NAT behind another one, as a home router behind a carrier's NAT.</summary>
    [Given("a NAT {string} behind {string} that is {natKind}")]
    public void GivenANatBehind(string name, string outer, NatKind kind) => _scene.Nats.Add(name, kind.Options, outer);

    /// <summary>One NAT a row, in any order, its columns named after its knobs, all but name optional; docs/writing-features.md lists them.</summary>
    [Given("the NATs:")]
    public void GivenTheNats(DataTable table)
    {
        foreach (NatRow row in NatRow.OutermostFirst(NatRow.Read(table)))
        {
            _scene.Nats.Add(row.Name, row.Options, row.Behind, row.Addresses);
        }
    }

    /// <summary>Puts a client host on the public network; it has no session yet.</summary>
    [Given("a client {string}")]
    public void GivenAClient(string name) => _scene.AddClient(name);

    /// <summary>Puts a client host behind a NAT; it has no session yet.</summary>
    [Given("a client {string} behind {string}")]
    public void GivenAClientBehind(string name, string nat) => _scene.AddClient(name, nat);

    /// <summary>Puts a client host on the public network and establishes its session.</summary>
    [Given("a client {string} with a session on {string}")]
    public void GivenAClientWithASession(string name, string gateway) =>
        _scene.AddClient(name).Start(_scene.Gateway(gateway));

    /// <summary>Puts a client host on the public network that keeps its session alive, and establishes it.</summary>
    [Given("a client {string} with a session on {string} and a keepalive every {duration}")]
    public void GivenAClientWithAKeepalive(string name, string gateway, TimeSpan interval)
    {
        ClientActor client = _scene.AddClient(name);
        client.KeepaliveInterval = interval;
        client.Start(_scene.Gateway(gateway));
    }

    /// <summary>Puts a client host behind a NAT and establishes its session.</summary>
    [Given("a client {string} behind {string} with a session on {string}")]
    public void GivenAClientBehindWithASession(string name, string nat, string gateway) =>
        _scene.AddClient(name, nat).Start(_scene.Gateway(gateway));

    /// <summary>Puts a host without a session on the public network, to probe NATs with.</summary>
    [Given("a peer {string}")]
    public void GivenAPeer(string name) => _scene.Peers.Add(name);

    /// <summary>Puts a host without a session behind a NAT.</summary>
    [Given("a peer {string} behind {string}")]
    public void GivenAPeerBehind(string name, string nat) => _scene.Peers.Add(name, nat);
}
