using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Lab;

/// <summary>The hosts and NATs of a lab by name; names are unique over both.</summary>
internal sealed class LabNodes<THost, TNat>
    where THost : class
    where TNat : class
{
    private readonly Names<THost> _hosts = new("host");
    private readonly Names<TNat> _nats = new("NAT");

    public THost AddHost(string name, THost host) => _hosts.Add(name, host);

    public TNat AddNat(string name, TNat nat) => _nats.Add(name, nat);

    public IEnumerable<THost> Hosts => _hosts.All;

    public IEnumerable<TNat> Nats => _nats.All;

    public THost Host(string name) => _hosts.Find(name);

    public TNat Nat(string name) => _nats.Find(name);

    public bool TryNat(string name, [NotNullWhen(true)] out TNat? nat) => _nats.TryFind(name, out nat);
}
