using JumpingVpn.Lab;

namespace JumpingVpn.Steps;

/// <summary>Which addresses hosts have, and how they change.</summary>
[Binding]
public sealed class AddressSteps(ScenarioLab lab)
{
    private readonly Scene _scene = lab.Scene;

    /// <summary>All gateways, NATs, hosts and interfaces that follow have IPv6 addresses; each one on the public network has its own /64.
    /// Only on the simulated network.</summary>
    [Given("an IPv6 network")]
    public void GivenIPv6() => _scene.Hosts.UseIPv6(true);

    /// <summary>All gateways, NATs, hosts and interfaces that follow have IPv4 addresses, the default. Nothing is translated between the
    /// families.</summary>
    [Given("an IPv4 network")]
    public void GivenIPv4() => _scene.Hosts.UseIPv6(false);

    /// <summary>Gives a host another address on its first network, as a new lease does. Its sockets stay bound to the old address and reach
    /// nobody.</summary>
    [Given("{string} has been given another address")]
    [When("{string} gets another address")]
    public void GetsAnother([NamesHost] string host) => _scene.Hosts.Renumber(host, back: false);

    /// <summary>Gives a host back its original address; sockets bound to it work again.</summary>
    [When("{string} gets its first address back")]
    public void GetsFirstBack([NamesHost] string host) => _scene.Hosts.Renumber(host, back: true);

    /// <summary>Moves a gateway, with its sessions, to another address, without telling anybody. Clients that start a session from now on
    /// find it there.</summary>
    [Given("{string} has moved to another address")]
    [When("{string} moves to another address")]
    public void Moves([Names(Gateway)] string gateway) => _scene.Gateway(gateway).Move(back: false);

    /// <summary>Moves a gateway back to its original address.</summary>
    [When("{string} moves back to its first address")]
    public void MovesBack([Names(Gateway)] string gateway) => _scene.Gateway(gateway).Move(back: true);
}
