using JumpingVpn.Lab;
using JumpingVpn.Lab.Scenes;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps.Rules;
using JumpingVpn.Steps.Tables;

namespace JumpingVpn.Steps;

/// <summary>Gateways, NATs and hosts.</summary>
[Binding]
public sealed class TopologySteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>Puts a session server on the public network, with a session TTL of 30 s.</summary>
    [Given("a gateway {string}")]
    public void GivenAGateway([Introduces(Gateway, Host)] string name) => _scene.AddGateway(name);

    /// <summary>Puts a session server on the public network, with this idle time to live.</summary>
    [Given("a gateway {string} with a session TTL of {duration}")]
    public void GivenAGatewayWithTtl([Introduces(Gateway, Host)] string name, [Setting("server.idle-ttl")] TimeSpan ttl) =>
        _scene.AddGateway(name, ttl);

    /// <summary>Puts a session server on the public network, with this idle time to live and this longest life of a session.</summary>
    [Given("a gateway {string} with a session TTL of {duration} and a maximum lifetime of {duration}")]
    public void GivenAGatewayWithLifetime(
        [Introduces(Gateway, Host)] string name,
        [Setting("server.idle-ttl")] TimeSpan ttl,
        [Setting("server.maximum-lifetime")] TimeSpan lifetime
    ) => _scene.AddGateway(name, ttl, lifetime);

    /// <summary>Puts a session server behind a NAT that permanently forwards a port to it, for everybody.</summary>
    [Given("a gateway {string} behind {string} at a forwarded port")]
    public void GivenAGatewayAtAForwardedPort([Introduces(Gateway, Host)] string name, [Names(Nat)] string nat) =>
        _scene.AddGateway(name, behind: nat);

    /// <summary>Puts a session server behind a 1:1 NAT, at the external address that the NAT gives it.</summary>
    [Given("a gateway {string} behind {string}")]
    public void GivenAGatewayBehind([Introduces(Gateway, Host)] string name, [Names(Nat)] string nat)
    {
        _scene.Nats.DemandOneToOne(nat);
        _scene.AddGateway(name, behind: nat);
    }

    /// <summary>Adds a NAT that permanently gives each host behind it its own external address, with all ports, open to
    /// everybody.</summary>
    [Given("a 1:1 NAT {string}")]
    public void GivenAOneToOneNat([Introduces(Nat)] string name) => _scene.Nats.Add(name, new NatOptions { OneToOne = true });

    /// <summary>Puts a NAT of a named kind between its hosts and the public network.</summary>
    [Given("a NAT {string} that is {natKind}")]
    public void GivenANat([Introduces(Nat)] string name, NatKind kind) => _scene.Nats.Add(name, kind.Options);

    /// <summary>Puts a NAT behind another one, as a home router behind a carrier's NAT.</summary>
    [Given("a NAT {string} behind {string} that is {natKind}")]
    public void GivenANatBehind([Introduces(Nat)] string name, [Names(Nat)] string outer, NatKind kind) =>
        _scene.Nats.Add(name, kind.Options, outer);

    /// <summary>One NAT in each row, in any order. Each column is a setting of the NAT; all but name are optional. docs/writing-features.md
    /// lists the columns.</summary>
    [Given("the NATs:")]
    public void GivenTheNats([Introduces(Nat, Column = "name"), Names(Nat, Column = "behind")] IReadOnlyList<NatRow> nats)
    {
        foreach (NatRow row in nats)
        {
            _scene.Nats.Add(row.Name, row.Options, row.Behind, row.Addresses);
        }
    }

    /// <summary>Puts a client host on the public network; it has no session yet.</summary>
    [Given("a client {string}")]
    public void GivenAClient([Introduces(Client, Host)] string name) => _scene.AddClient(name);

    /// <summary>Puts a client host behind a NAT; it has no session yet.</summary>
    [Given("a client {string} behind {string}")]
    public void GivenAClientBehind([Introduces(Client, Host)] string name, [Names(Nat)] string nat) => _scene.AddClient(name, nat);

    /// <summary>Puts a client host on the public network and establishes its session.</summary>
    [Given("a client {string} with a session on {string}")]
    [Waits]
    public void GivenAClientWithASession([Introduces(Client, Host)] string name, [Names(Gateway)] string gateway) =>
        _scene.AddClient(name).Start(_scene.Gateway(gateway));

    /// <summary>Puts a client host on the public network, establishes its session and keeps it alive.</summary>
    [Given("a client {string} with a session on {string} and a keepalive every {duration}")]
    [Waits]
    public void GivenAClientWithAKeepalive(
        [Introduces(Client, Host)] string name,
        [Names(Gateway)] string gateway,
        [Setting("client.keepalive-interval")] TimeSpan interval
    )
    {
        ClientActor client = _scene.AddClient(name);
        client.KeepaliveInterval = interval;
        client.Start(_scene.Gateway(gateway));
    }

    /// <summary>Puts a client host behind a NAT and establishes its session.</summary>
    [Given("a client {string} behind {string} with a session on {string}")]
    [Waits]
    public void GivenAClientBehindWithASession(
        [Introduces(Client, Host)] string name,
        [Names(Nat)] string nat,
        [Names(Gateway)] string gateway
    ) => _scene.AddClient(name, nat).Start(_scene.Gateway(gateway));

    /// <summary>Puts a host without a session on the public network, to probe NATs with.</summary>
    [Given("a peer {string}")]
    public void GivenAPeer([Introduces(Peer, Host)] string name) => _scene.Peers.Add(name);

    /// <summary>Puts a host without a session behind a NAT.</summary>
    [Given("a peer {string} behind {string}")]
    public void GivenAPeerBehind([Introduces(Peer, Host)] string name, [Names(Nat)] string nat) => _scene.Peers.Add(name, nat);
}
